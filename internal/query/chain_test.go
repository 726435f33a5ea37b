package query_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// fakes holds packages of the libraries' import paths and shapes, which the cases of the rule use too.
const fakes = "../../analyzers/tenantscope/testdata/src"

// TestChains reads the functions below testdata/chain: each says in its comment, after "want:statement", every statement that its chains stand
// for, in order, with the values of its placeholders behind it in brackets; or "unresolved: " and why.
func TestChains(t *testing.T) {
	for _, lib := range []string{"gorm", "bun", "xorm", "ent", "entsql", "squirrel", "goqu", "sqlboiler", "jet"} {
		t.Run(lib, func(t *testing.T) {
			l := newLoader(t)
			// A package beside the cases has helpers, known to them by summary alone.
			in := &imported{chains: map[string]*query.ChainSummary{}}
			if helper := "testdata/chain/" + lib + "/helper"; exists(helper) {
				res := l.find(lib+"/helper", in)
				for _, c := range res.Chains {
					in.chains[c.Func] = c
				}
			}
			res := l.find(lib, in)
			got := map[string][]string{}
			for _, op := range res.Operations {
				fn := op.Fn
				for fn.Parent() != nil {
					fn = fn.Parent()
				}
				got[fn.Name()] = append(got[fn.Name()], l.describe(op)...)
			}
			for _, u := range res.Unlisted {
				got[u.Fn.Name()] = append(got[u.Fn.Name()], "unlisted: "+u.Key)
			}
			want := l.wants(lib)
			require.NotEmpty(t, want)
			for _, name := range query.SortedKeys(want) {
				t.Run(name, func(t *testing.T) {
					require.Equal(t, strings.Join(want[name], "\n"), strings.Join(got[name], "\n"))
				})
			}
			for _, name := range query.SortedKeys(got) {
				require.Contains(t, want, name, "%s says nothing of\n%s", name, strings.Join(got[name], "\n"))
			}
		})
	}
}

func exists(dir string) bool {
	_, err := os.Stat(dir)
	return err == nil
}

// imported is what is known of other packages.
type imported struct {
	chains map[string]*query.ChainSummary
}

func (in *imported) VarText(string) (string, bool)              { return "", false }
func (in *imported) ResultText(string, int) ([]flow.Text, bool) { return nil, false }
func (in *imported) Template(string) *query.Template            { return nil }
func (in *imported) Chain(key string) *query.ChainSummary       { return in.chains[key] }

// loader type-checks cases against the fakes.
type loader struct {
	t    *testing.T
	fset *token.FileSet
	std  types.Importer
	pkgs map[string]*types.Package
	syn  map[string]*analysis.Pass
	flow *flow.Package
}

func newLoader(t *testing.T) *loader {
	fset := token.NewFileSet()
	return &loader{t: t, fset: fset, std: importer.ForCompiler(fset, "source", nil), pkgs: map[string]*types.Package{}, syn: map[string]*analysis.Pass{}}
}

// Import finds a case's helper, a fake, or the standard library.
func (l *loader) Import(path string) (*types.Package, error) {
	if p := l.pkgs[path]; p != nil {
		return p, nil
	}
	for _, dir := range []string{filepath.Join("testdata/chain", path), filepath.Join(fakes, path)} {
		if files, _ := filepath.Glob(filepath.Join(dir, "*.go")); len(files) > 0 {
			return l.check(path, files)
		}
	}
	return l.std.Import(path)
}

func (l *loader) check(path string, names []string) (*types.Package, error) {
	pass := &analysis.Pass{Fset: l.fset, TypesInfo: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, Instances: map[*ast.Ident]types.Instance{},
		FileVersions: map[*ast.File]string{},
	}}
	for _, name := range names {
		f, err := parser.ParseFile(l.fset, name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		pass.Files = append(pass.Files, f)
	}
	conf := types.Config{Importer: l}
	pkg, err := conf.Check(path, l.fset, pass.Files, pass.TypesInfo)
	if err != nil {
		return nil, err
	}
	pass.Pkg = pkg
	l.pkgs[path], l.syn[path] = pkg, pass
	return pkg, nil
}

// find reads the operations of a case.
func (l *loader) find(path string, in query.Imports) query.Result {
	l.t.Helper()
	_, err := l.Import(path)
	require.NoError(l.t, err)
	models, err := query.NewModels(query.Libraries())
	require.NoError(l.t, err)
	l.flow = flow.New(l.syn[path])
	f := &query.Finder{P: l.flow, Models: models, Imports: in, Catalog: catalog.New(nil, "tenant_id")}
	return f.Find()
}

// wants reads what the functions of a case announce.
func (l *loader) wants(path string) map[string][]string {
	out := map[string][]string{}
	for _, f := range l.syn[path].Files {
		for _, decl := range f.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok || d.Doc == nil {
				continue
			}
			for _, c := range d.Doc.List {
				if w, ok := strings.CutPrefix(c.Text, "//want:statement "); ok {
					out[d.Name.Name] = append(out[d.Name.Name], w)
				}
			}
		}
	}
	return out
}

// describe writes the statements of an operation with their values.
func (l *loader) describe(op *query.Operation) []string {
	var out []string
	for i := range op.Alternatives {
		alt := &op.Alternatives[i]
		s := query.Print(alt.Stmt)
		var vals []string
		seen := map[int]bool{}
		for _, b := range sqlread.Binds(alt.Stmt) {
			if seen[b.Index] && b.Name == "" {
				continue
			}
			seen[b.Index] = true
			name := fmt.Sprintf("$%d=", b.Index+1)
			if b.Name != "" {
				name = b.Name + "="
			}
			var texts []string
			for _, v := range alt.Values(b) {
				texts = append(texts, l.value(v))
			}
			slices.Sort(texts)
			vals = append(vals, name+strings.Join(slices.Compact(texts), "|"))
		}
		if len(vals) > 0 {
			s += " [" + strings.Join(vals, " ") + "]"
		}
		out = append(out, s)
	}
	if op.Aside != "" {
		out = append(out, "aside: "+op.Aside)
	}
	if op.Unresolved != "" {
		out = append(out, "unresolved: "+op.Unresolved)
	}
	return out
}

// value names where a value comes from.
func (l *loader) value(v query.Bound) string {
	if v.IsConst {
		return fmt.Sprintf("%q", v.Const)
	}
	var names []string
	for _, leaf := range l.flow.Origins(v.Ref, flow.PassThrough) {
		name := leaf.Name()
		switch leaf.Kind {
		case flow.LeafParam:
			name = leaf.V.(interface{ Name() string }).Name()
			if len(leaf.Path) > 0 {
				name += "." + strings.Join(leaf.Path, ".")
			}
		case flow.LeafConst:
			name = fmt.Sprintf("%q", leaf.Text)
		case flow.LeafZero, flow.LeafNil:
			name = "zero"
		case flow.LeafCall:
			name = flow.Callee(leaf.Call.Common()).Name() + "()"
		case flow.LeafWritten:
			name = "read by " + flow.Callee(leaf.Call.Common()).Name()
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "|")
}
