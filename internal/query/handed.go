package query

import (
	"go/types"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// MethodTemplate is the statement that a method of a generated client runs by itself: of a generated query, or a look-up by id of ent's. It is
// asked for where a client is handed over as an interface of the user's own, through which nothing of it shows. Nil when there is none.
func (f *Finder) MethodTemplate(m *types.Func) *Template {
	if t := f.lookup(flow.Key(m)); t != nil {
		return t
	}
	return f.chains.generated.lookup(m)
}

// Statements reads the text of a template that leaves nothing open; nil when its caller supplies a part.
func (f *Finder) Statements(tt *TemplateText) *sqlread.Script {
	text, ok := tt.Whole()
	if !ok {
		return nil
	}
	return f.parse(text)
}

// Whole is the text, if no caller completes it and all of it was read.
func (tt *TemplateText) Whole() (string, bool) {
	text := strings.Join(tt.Pieces, "")
	return text, !strings.Contains(text, "\x00")
}

// lookup is ent's Get(ctx, id) and GetX(ctx, id).
func (g *generated) lookup(m *types.Func) *Template {
	recv := m.Signature().Recv()
	if recv == nil || m.Name() != "Get" && m.Name() != "GetX" {
		return nil
	}
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return nil
	}
	e, role, ok := g.entityOf(n)
	if !ok || role != "Client" {
		return nil
	}
	model := g.model(e)
	if model.table == "" {
		return nil
	}
	return &Template{
		Func: flow.Key(m), Generated: true, Source: e.name + "Client." + m.Name(),
		Texts: []TemplateText{{
			Pieces: []string{"SELECT * FROM " + model.table + " WHERE " + model.fields[0].column + " = $1"}, Args: []TemplateArg{{Param: 1, Name: "id"}}, Complete: true,
		}},
	}
}
