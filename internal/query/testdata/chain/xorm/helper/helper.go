// Package helper ends chains of another package.
package helper

import "xorm.io/xorm"

func Page(s *xorm.Session, rows, cond any) (int64, error) {
	return s.Limit(10).FindAndCount(rows, cond)
}
