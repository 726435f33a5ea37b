package route

import (
	"go/token"
	"slices"
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
		if text := rendered(alt); !slices.Contains(out, text) && len(out) < maxReadings {
			out = append(out, text)
		}
	}
	if len(out) == 0 {
		return []string{markUnread}
	}
	return out
}

// rendered is one reading with its marks.
func rendered(t flow.Text) string {
	var b strings.Builder
	for _, p := range t {
		par, ok := p.Param()
		switch {
		case p.Hole == nil:
			b.WriteString(p.Text)
		case ok && par.Parent().Parent() == nil:
			b.WriteString(mark(slices.Index(par.Parent().Params, par)))
		default:
			b.WriteString(markUnread)
		}
	}
	return b.String()
}
