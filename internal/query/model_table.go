package query

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// table finds the model's table: what the type says itself, else the catalog, else the library's naming.
func (m *models) table(out *model, rules *ModelRules, marker FieldTag) {
	name, why := marker.Table, ""
	if name == "" {
		name, why = m.tableMethod(out.typ)
	}
	if name == "" && m.f.Catalog != nil && out.typ.Obj().Pkg() != nil {
		if t, _, ok := m.f.Catalog.TableByModel(out.typ.Obj().Pkg().Path(), out.typ.Obj().Name()); ok {
			out.schema, out.table = t.Schema, t.Name
			return
		}
	}
	if name == "" && why == "" {
		name = snake(out.typ.Obj().Name())
		if rules.Plural {
			single := name
			name = plural(name)
			// Some applications switch the plural off, which no type shows: the catalog does.
			if m.f.Catalog != nil {
				_, many := m.f.Catalog.Table("", name)
				if _, one := m.f.Catalog.Table("", single); one && !many {
					name = single
				}
			}
		}
	}
	out.why = why
	name = strings.Trim(name, "`\"")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		out.schema, name = strings.Trim(name[:i], "`\""), strings.Trim(name[i+1:], "`\"")
	}
	out.table = name
}

// tableMethod reads a TableName method: its body in this package, its summary or the catalog for others.
func (m *models) tableMethod(t *types.Named) (name, why string) {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, t.Obj().Pkg(), "TableName")
	fn, ok := obj.(*types.Func)
	if !ok {
		return "", ""
	}
	if sig := fn.Signature(); sig.Params().Len() != 0 || sig.Results().Len() != 1 {
		return "", ""
	}
	if fn.Pkg() == m.f.P.Types {
		if s := m.returned(fn); s != "" {
			return s, ""
		}
		return "", "the table of " + t.Obj().Name() + " is named by a method that is not read"
	}
	if m.f.Imports != nil {
		if alts, ok := m.f.Imports.ResultText(flow.Key(fn), 0); ok && len(alts) == 1 {
			if s, holes := alts[0].Render(sqlread.HoleMark); len(holes) == 0 && !strings.Contains(s, "\x00") {
				return s, ""
			}
		}
	}
	if m.f.Catalog != nil {
		if table, _, ok := m.f.Catalog.TableByModel(t.Obj().Pkg().Path(), t.Obj().Name()); ok {
			if table.Schema != "" {
				return table.Schema + "." + table.Name, ""
			}
			return table.Name, ""
		}
	}
	return "", "the table of " + t.Obj().Name() + " is named by a method that is not read"
}

// returned is the constant text that a function of this package returns, empty when it is not one constant.
func (m *models) returned(fn *types.Func) string {
	text, n := "", 0
	for _, file := range m.f.P.Files {
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok || m.f.P.Info.Defs[d.Name] != fn || d.Body == nil {
				continue
			}
			ast.Inspect(d.Body, func(x ast.Node) bool {
				if ret, ok := x.(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
					n++
					text, _ = constantText(m.f.P.Info, ret.Results[0])
				}
				return true
			})
		}
	}
	if n != 1 {
		return ""
	}
	return text
}

func constantText(info *types.Info, e ast.Expr) (string, bool) {
	tv, ok := info.Types[e]
	if !ok || tv.Value == nil {
		return "", false
	}
	s := tv.Value.ExactString()
	if len(s) < 2 || s[0] != '"' {
		return "", false
	}
	if id, ok := ast.Unparen(e).(*ast.BasicLit); ok && id.Kind != token.STRING {
		return "", false
	}
	return unquote(s)
}
