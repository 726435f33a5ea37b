// Package qm is what the cases need of github.com/aarondl/sqlboiler/v4/queries/qm.
package qm

import "github.com/aarondl/sqlboiler/v4/queries"

type QueryMod interface{ Apply(q *queries.Query) }

func SQL(sql string, args ...interface{}) QueryMod          { return nil }
func Where(clause string, args ...interface{}) QueryMod     { return nil }
func And(clause string, args ...interface{}) QueryMod       { return nil }
func Or(clause string, args ...interface{}) QueryMod        { return nil }
func Or2(q QueryMod) QueryMod                               { return nil }
func WhereIn(clause string, args ...interface{}) QueryMod   { return nil }
func Expr(wheremods ...QueryMod) QueryMod                   { return nil }
func InnerJoin(clause string, args ...interface{}) QueryMod { return nil }
func Select(columns ...string) QueryMod                     { return nil }
func From(from string) QueryMod                             { return nil }
func With(clause string, args ...interface{}) QueryMod      { return nil }
func Limit(limit int) QueryMod                              { return nil }
func Load(relationship string, mods ...QueryMod) QueryMod   { return nil }
