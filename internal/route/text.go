package route

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// maxReadings bounds how many texts one argument may stand for.
const maxReadings = 32

// texts reads a text: one for each reading, with marks for parameters of the function and for what was not read.
func (s *scanner) texts(v ssa.Value) []string {
	v = s.element(v)
	if b, ok := v.(*ssa.BinOp); ok && b.Op == token.ADD && s.item != nil {
		var out []string
		for _, x := range s.texts(b.X) {
			for _, y := range s.texts(b.Y) {
				out = append(out, x+y)
			}
		}
		return out[:min(len(out), maxReadings)]
	}
	read := s.p.Text(flow.NoSummaries{}, flow.Ref{V: v})
	var out []string
	for _, alt := range read.Alts {
		if text := s.rendered(alt); !slices.Contains(out, text) && len(out) < maxReadings {
			out = append(out, text)
		}
	}
	if len(out) == 0 {
		return []string{markUnread}
	}
	return out
}

// rendered is one reading with its marks.
func (s *scanner) rendered(t flow.Text) string {
	var b strings.Builder
	for _, p := range t {
		par, ok := p.Param()
		switch {
		case p.Hole == nil:
			b.WriteString(p.Text)
		case ok && par.Parent().Parent() == nil:
			b.WriteString(mark(slices.Index(par.Parent().Params, par)))
		default:
			b.WriteString(s.fieldMark(p.Hole))
		}
	}
	return b.String()
}

// fieldMark is the mark of a text that is read from a field of a parameter.
func (s *scanner) fieldMark(hole *flow.Ref) string {
	load, ok := hole.V.(*ssa.UnOp)
	if !ok || hole.Frame != nil || len(hole.Path) > 0 {
		return markUnread
	}
	par, field := s.paramField(load)
	if par == nil {
		return markUnread
	}
	return markSign + strconv.Itoa(slices.Index(par.Parent().Params, par)) + "." + field + markSign
}

// paramField tells which field of which parameter a value is read from: options that a function is given in a struct.
func (s *scanner) paramField(load *ssa.UnOp) (*ssa.Parameter, string) {
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil, ""
	}
	base := addr.X
	if free, ok := base.(*ssa.FreeVar); ok {
		if vals := s.bindings(free); len(vals) == 1 {
			base = vals[0]
		}
	}
	if a, ok := base.(*ssa.Alloc); ok {
		if vals := flow.StoredIn(a); len(vals) == 1 {
			base = vals[0]
		}
	}
	par, ok := base.(*ssa.Parameter)
	f := flow.FieldVar(addr.X.Type(), addr.Field)
	if !ok || f == nil || par.Parent().Parent() != nil || par.Parent().Signature.Recv() != nil && par == par.Parent().Params[0] {
		return nil, ""
	}
	return par, f.Name()
}

// fieldNamed is what a struct that was just made has in a field. known is false when it was not made here.
func fieldNamed(v ssa.Value, name string) (in ssa.Value, known bool) {
	st := flow.Struct(v.Type())
	if c, ok := v.(*ssa.Const); ok && c.Value == nil && st != nil {
		return nil, true // options of which none is set
	}
	at := v
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		at = u.X
	}
	if _, made := at.(*ssa.Alloc); !made || st == nil || len(flow.StoredIn(at)) > 0 {
		return nil, false
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() == name {
			return fieldOf(v, i), true
		}
	}
	return nil, false
}
