// Package xorm has the shape of xorm.io/xorm, as far as the cases call it.
package xorm

import (
	"context"
	"database/sql"
)

type Engine struct{}

type Session struct{}

func (e *Engine) NewSession() *Session                                   { return nil }
func (e *Engine) Transaction(f func(*Session) (any, error)) (any, error) { return nil, nil }
func (s *Session) Begin() error                                          { return nil }
func (s *Session) Commit() error                                         { return nil }
func (s *Session) Close() error                                          { return nil }
func (s *Engine) Context(ctx context.Context) *Session                   { return nil }
func (s *Engine) ID(id any) *Session                                     { return nil }
func (s *Engine) Where(query any, args ...any) *Session                  { return nil }
func (s *Engine) In(column string, args ...any) *Session                 { return nil }
func (s *Engine) NotIn(column string, args ...any) *Session              { return nil }
func (s *Engine) SQL(query any, args ...any) *Session                    { return nil }
func (s *Engine) Table(tableNameOrBean any) *Session                     { return nil }
func (s *Engine) Alias(alias string) *Session                            { return nil }
func (s *Engine) Join(joinOperator string, tablename any, condition string, args ...any) *Session {
	return nil
}
func (s *Engine) Select(str string) *Session                                     { return nil }
func (s *Engine) Cols(columns ...string) *Session                                { return nil }
func (s *Engine) AllCols() *Session                                              { return nil }
func (s *Engine) Omit(columns ...string) *Session                                { return nil }
func (s *Engine) OrderBy(order any, args ...any) *Session                        { return nil }
func (s *Engine) Limit(limit int, start ...int) *Session                         { return nil }
func (s *Engine) SetExpr(column string, expression any) *Session                 { return nil }
func (s *Engine) Incr(column string, arg ...any) *Session                        { return nil }
func (s *Engine) Get(beans ...any) (bool, error)                                 { return false, nil }
func (s *Engine) Exist(bean ...any) (bool, error)                                { return false, nil }
func (s *Engine) Find(rowsSlicePtr any, condiBean ...any) error                  { return nil }
func (s *Engine) FindAndCount(rowsSlicePtr any, condiBean ...any) (int64, error) { return 0, nil }
func (s *Engine) Count(bean ...any) (int64, error)                               { return 0, nil }
func (s *Engine) Insert(beans ...any) (int64, error)                             { return 0, nil }
func (s *Engine) InsertOne(bean any) (int64, error)                              { return 0, nil }
func (s *Engine) Update(bean any, condiBeans ...any) (int64, error)              { return 0, nil }
func (s *Engine) Delete(beans ...any) (int64, error)                             { return 0, nil }
func (s *Engine) Exec(sqlOrArgs ...any) (sql.Result, error)                      { return nil, nil }
func (s *Engine) QueryString(sqlOrArgs ...any) ([]map[string]string, error)      { return nil, nil }
func (s *Session) Context(ctx context.Context) *Session                          { return nil }
func (s *Session) ID(id any) *Session                                            { return nil }
func (s *Session) Where(query any, args ...any) *Session                         { return nil }
func (s *Session) In(column string, args ...any) *Session                        { return nil }
func (s *Session) NotIn(column string, args ...any) *Session                     { return nil }
func (s *Session) SQL(query any, args ...any) *Session                           { return nil }
func (s *Session) Table(tableNameOrBean any) *Session                            { return nil }
func (s *Session) Alias(alias string) *Session                                   { return nil }
func (s *Session) Join(joinOperator string, tablename any, condition string, args ...any) *Session {
	return nil
}
func (s *Session) Select(str string) *Session                                     { return nil }
func (s *Session) Cols(columns ...string) *Session                                { return nil }
func (s *Session) AllCols() *Session                                              { return nil }
func (s *Session) Omit(columns ...string) *Session                                { return nil }
func (s *Session) OrderBy(order any, args ...any) *Session                        { return nil }
func (s *Session) Limit(limit int, start ...int) *Session                         { return nil }
func (s *Session) SetExpr(column string, expression any) *Session                 { return nil }
func (s *Session) Incr(column string, arg ...any) *Session                        { return nil }
func (s *Session) And(query any, args ...any) *Session                            { return nil }
func (s *Session) Or(query any, args ...any) *Session                             { return nil }
func (s *Session) ForUpdate() *Session                                            { return nil }
func (s *Session) Get(beans ...any) (bool, error)                                 { return false, nil }
func (s *Session) Exist(bean ...any) (bool, error)                                { return false, nil }
func (s *Session) Find(rowsSlicePtr any, condiBean ...any) error                  { return nil }
func (s *Session) FindAndCount(rowsSlicePtr any, condiBean ...any) (int64, error) { return 0, nil }
func (s *Session) Count(bean ...any) (int64, error)                               { return 0, nil }
func (s *Session) Insert(beans ...any) (int64, error)                             { return 0, nil }
func (s *Session) InsertOne(bean any) (int64, error)                              { return 0, nil }
func (s *Session) Update(bean any, condiBeans ...any) (int64, error)              { return 0, nil }
func (s *Session) Delete(beans ...any) (int64, error)                             { return 0, nil }
func (s *Session) Exec(sqlOrArgs ...any) (sql.Result, error)                      { return nil, nil }
func (s *Session) QueryString(sqlOrArgs ...any) ([]map[string]string, error)      { return nil, nil }
