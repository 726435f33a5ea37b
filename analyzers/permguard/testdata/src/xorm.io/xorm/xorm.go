// Package xorm builds statements.
package xorm

type Session struct{}

func (s *Session) Where(query any, args ...any) *Session            { return s }
func (s *Session) And(query any, args ...any) *Session              { return s }
func (s *Session) ID(id any) *Session                               { return s }
func (s *Session) Incr(column string, arg ...any) *Session          { return s }
func (s *Session) Get(beans ...any) (bool, error)                   { return false, nil }
func (s *Session) Count(beans ...any) (int64, error)                { return 0, nil }
func (s *Session) Insert(beans ...any) (int64, error)               { return 0, nil }
func (s *Session) Update(bean any, condition ...any) (int64, error) { return 0, nil }
