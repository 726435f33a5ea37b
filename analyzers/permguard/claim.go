package permguard

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// Claimed is a waiver of another rule that speaks of who calls its function. The package with the statement does not know the endpoints; the main does.
type Claimed struct {
	// Func is the function that holds what is waived.
	Func, Rule, Claim string
	Comment           verdict.Position
}

// claims are the waivers of other rules that endpoints can contradict. What is claimed of SQL files and of variables is left out.
func (d *describer) claims(set *waiver.Set) []Claimed {
	var out []Claimed
	for _, w := range set.Waivers() {
		if w.Rule == Name || w.Claim != waiver.ClaimBackground && w.Claim != waiver.ClaimOperator {
			continue
		}
		if key := d.functionAt(w.Pos); key != "" {
			out = append(out, Claimed{Func: key, Rule: w.Rule, Claim: w.Claim, Comment: d.position(w.Pos)})
		}
	}
	return out
}

// functionAt is the function that a comment stands in, or that it is the doc comment of.
func (d *describer) functionAt(pos token.Pos) string {
	for _, file := range d.files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || pos > fn.End() || pos < fn.Pos() && (fn.Doc == nil || pos < fn.Doc.Pos()) {
				continue
			}
			obj, _ := d.pass.TypesInfo.Defs[fn.Name].(*types.Func)
			return flow.Key(obj)
		}
	}
	return ""
}

// contradictions are the claims of waivers that an endpoint of the program shows to be wrong.
func (j *judge) contradictions(endpoints []route.Endpoint) []verdict.Entry {
	var out []verdict.Entry
	for own := range j.g.all() {
		for _, c := range own.Claimed {
			for i := range endpoints {
				if e := &endpoints[i]; j.contradicts(&c, e) {
					out = append(out, j.contradiction(&c, e))
					break // one is enough
				}
			}
		}
	}
	return out
}

// contradicts reports an endpoint that reaches a function of which is claimed that none does, or none that asks for no permission.
func (j *judge) contradicts(c *Claimed, e *route.Endpoint) bool {
	gated := c.Claim == waiver.ClaimOperator
	if gated {
		for _, m := range e.Use {
			if k, _ := j.g.middleware(m); k == guard.Permission {
				return false
			}
		}
	}
	root := e.Handler.Enter
	if root == "" {
		root = e.Handler.Func
	}
	return root != "" && j.g.leads(root, c.Func, gated)
}

// leads reports a way from a function to another; with ungated, one on which nobody asks for a permission.
func (g *graph) leads(from, to string, ungated bool) bool {
	w := walk{g: g}
	first, _ := g.reached(from)
	seen := map[string]bool{}
	for queue := first; len(queue) > 0; {
		key := queue[0]
		if queue = queue[1:]; seen[key] {
			continue
		}
		if key == to {
			return true
		}
		seen[key] = true
		f := g.fn(key)
		if f == nil {
			continue
		}
		for i := range f.Calls {
			step := &f.Calls[i]
			if ungated {
				if k, _ := w.strongest(step); k >= guard.Credential {
					continue
				}
			}
			keys, _ := g.targets(step)
			queue = append(queue, keys...)
		}
	}
	return false
}

func (j *judge) contradiction(c *Claimed, e *route.Endpoint) verdict.Entry {
	relation := e.Method
	if relation == "" {
		relation = "*"
	}
	against := relation + " " + e.Pattern + " reaches " + flow.Short(c.Func)
	if c.Claim == waiver.ClaimOperator {
		against += " and asks for no permission"
	}
	out := verdict.Entry{
		Rule: Name, Category: waiver.Category, Verdict: verdict.Broken, Directive: true, Symbol: c.Func, Origin: c.Comment,
		Message: "waiver of " + c.Rule + " claims " + c.Claim + ", but " + against,
		Related: []verdict.Related{{Position: e.Pos, Message: "registered here"}},
	}
	if pkg := c.Comment.Package(); pkg != j.main {
		out.Here = j.here(pkg)
	}
	return out
}
