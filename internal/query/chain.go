package query

import (
	"golang.org/x/tools/go/ssa"
)

type chains struct{ f *Finder }

func newChains(f *Finder) *chains { return &chains{f: f} }

func (c *chains) end(fn *ssa.Function, call ssa.CallInstruction, row *Row) *Operation { return nil }

// Chain is what a query builder's links add up to.
type Chain struct{}
