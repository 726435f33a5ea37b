// Package helper adds to chains of another package.
package helper

import "gorm.io/gorm"

func Open(db *gorm.DB, status string) *gorm.DB { return db.Where("status = ?", status) }

func Scoped(db *gorm.DB, tenant string) *gorm.DB { return db.Where("tenant_id = ?", tenant) }

// All ends the chain that it is given, with a value whose type only its caller knows.
func All(db *gorm.DB, out any) error { return db.Find(out).Error }
