// Package gorm is what the cases need of github.com/jinzhu/gorm, the first version.
package gorm

type DB struct {
	Error        error
	RowsAffected int64
}

type SqlExpr struct{ expr string }

type Association struct{ Error error }

func (s *DB) Begin() *DB                                           { return s }
func (s *DB) Model(value interface{}) *DB                          { return s }
func (s *DB) Table(name string) *DB                                { return s }
func (s *DB) Where(query interface{}, args ...interface{}) *DB     { return s }
func (s *DB) Or(query interface{}, args ...interface{}) *DB        { return s }
func (s *DB) Not(query interface{}, args ...interface{}) *DB       { return s }
func (s *DB) Joins(query string, args ...interface{}) *DB          { return s }
func (s *DB) Preload(column string, conditions ...interface{}) *DB { return s }
func (s *DB) Scopes(funcs ...func(*DB) *DB) *DB                    { return s }
func (s *DB) Order(value interface{}, reorder ...bool) *DB         { return s }
func (s *DB) Raw(sql string, values ...interface{}) *DB            { return s }
func (s *DB) Exec(sql string, values ...interface{}) *DB           { return s }
func (s *DB) First(out interface{}, where ...interface{}) *DB      { return s }
func (s *DB) Find(out interface{}, where ...interface{}) *DB       { return s }
func (s *DB) Scan(dest interface{}) *DB                            { return s }
func (s *DB) Count(value interface{}) *DB                          { return s }
func (s *DB) Create(value interface{}) *DB                         { return s }
func (s *DB) Save(value interface{}) *DB                           { return s }
func (s *DB) Update(attrs ...interface{}) *DB                      { return s }
func (s *DB) Updates(values interface{}, ignore ...bool) *DB       { return s }
func (s *DB) Delete(value interface{}, where ...interface{}) *DB   { return s }
func (s *DB) Related(value interface{}, keys ...string) *DB        { return s }
func (s *DB) SubQuery() *SqlExpr                                   { return nil }
func (s *DB) Transaction(fc func(tx *DB) error) error              { return nil }

func Expr(expression string, args ...interface{}) *SqlExpr { return nil }
