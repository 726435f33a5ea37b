package libraries

import (
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// TestLibraries holds the rows of every library against the real one. A row whose function does not exist, or has other arguments, fails; so does
// a function of a modelled package that no row lists, since a call of it would be unresolved (EN-08).
func TestLibraries(t *testing.T) {
	t.Parallel()
	libs := query.Libraries()
	models, err := query.NewModels(libs)
	require.NoError(t, err)
	real := realLibraries(t, pathsOf(libs))
	for _, lib := range libs {
		t.Run(lib.Name, func(t *testing.T) {
			t.Parallel()
			for _, path := range lib.Paths {
				p := real.packages[path]
				require.NotNil(t, p, "%s was not loaded", path)
				unlisted := slices.DeleteFunc(real.unlisted(models, p), func(key string) bool { return slices.Contains(unread[:], key) })
				require.Empty(t, unlisted, "no row lists these of %s", path)
			}
			for i := range lib.Rows {
				if why := real.fault(&lib.Rows[i]); why != "" {
					t.Errorf("%s: %s", lib.Rows[i].Func, why)
				}
			}
			for _, h := range slices.Concat(lib.Handles, lib.Carriers, lib.Tables) {
				if !real.types[h] {
					t.Errorf("%s is no type", h)
				}
			}
		})
	}
}

// unread are functions whose statements no row can say, so that a call of one is unresolved.
var unread = [...]string{
	"(*github.com/jinzhu/gorm.DB).Related", "(*github.com/jinzhu/gorm.DB).Preloads",
}

// api is what the real libraries declare, by the keys that rows use.
type api struct {
	packages map[string]*types.Package
	funcs    map[string]*types.Signature
	types    map[string]bool
}

// pathsOf are the packages of all rows.
func pathsOf(libs []query.Library) map[string]bool {
	paths := map[string]bool{}
	for _, lib := range libs {
		for _, p := range lib.Paths {
			paths[p] = true
		}
		for i := range lib.Rows {
			if p := packageOf(lib.Rows[i].Func); p != "" {
				paths[p] = true
			}
		}
	}
	return paths
}

// realLibraries loads packages, without the bodies of their functions.
func realLibraries(t *testing.T, paths map[string]bool) *api {
	t.Helper()
	cfg := &packages.Config{
		Env:  append(os.Environ(), "CGO_ENABLED=0"), // no C compiler is needed for names
		Mode: packages.NeedName | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps | packages.NeedFiles | packages.NeedCompiledGoFiles,
		ParseFile: func(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
			f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
			if f != nil {
				for _, d := range f.Decls {
					if fn, ok := d.(*ast.FuncDecl); ok {
						fn.Body = nil
					}
				}
			}
			return f, err
		},
	}
	loaded, err := packages.Load(cfg, slices.Sorted(maps.Keys(paths))...)
	require.NoError(t, err)
	a := &api{packages: map[string]*types.Package{}, funcs: map[string]*types.Signature{}, types: map[string]bool{}}
	packages.Visit(loaded, nil, func(p *packages.Package) {
		if p.Types != nil && paths[p.PkgPath] {
			if slices.ContainsFunc(p.IgnoredFiles, importsC) {
				p.Types = withC(t, p)
			}
			a.packages[p.PkgPath] = p.Types
			a.add(p.Types)
		}
	})
	return a
}

// importsC reports a Go file that is left out without cgo.
func importsC(file string) bool {
	if !strings.HasSuffix(file, ".go") {
		return false
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	return err == nil && slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"C"` })
}

// withC types a package's Go files as they are with cgo; what C declares is not needed.
func withC(t *testing.T, p *packages.Package) *types.Package {
	t.Helper()
	ctx := build.Default
	ctx.CgoEnabled = true
	found, err := ctx.ImportDir(filepath.Dir(p.GoFiles[0]), 0)
	require.NoError(t, err)
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range append(found.GoFiles, found.CgoFiles...) {
		f, err := parser.ParseFile(fset, filepath.Join(found.Dir, name), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		files = append(files, f)
	}
	conf := types.Config{FakeImportC: true, IgnoreFuncBodies: true, Importer: importer.ForCompiler(fset, "source", nil), Error: func(error) {}}
	typed, _ := conf.Check(p.PkgPath, fset, files, nil)
	return typed
}

// TestBoilTemplates holds the rows of what sqlboiler generates against the templates that it generates from.
func TestBoilTemplates(t *testing.T) {
	t.Parallel()
	for _, module := range []string{"github.com/volatiletech/sqlboiler/v4", "github.com/aarondl/sqlboiler/v4"} {
		loaded, err := packages.Load(&packages.Config{Mode: packages.NeedFiles, Env: append(os.Environ(), "CGO_ENABLED=0")}, module+"/queries/qm")
		require.NoError(t, err)
		require.NotEmpty(t, loaded[0].GoFiles)
		templates, err := filepath.Glob(filepath.Join(filepath.Dir(loaded[0].GoFiles[0]), "../../templates/main/*.tpl"))
		require.NoError(t, err)
		upserts, err := filepath.Glob(filepath.Join(filepath.Dir(loaded[0].GoFiles[0]), "../../drivers/*/driver/override/main/*.tpl"))
		require.NoError(t, err)
		var text strings.Builder
		for _, name := range append(templates, upserts...) {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			text.Write(data)
		}
		for _, row := range query.BoilTemplates() {
			of, method, _ := strings.Cut(row.Func, ".")
			recv := map[string]string{"{T}Query": "(q {{$alias.DownSingular}}Query)", "{T}Slice": "{{$alias.UpSingular}}Slice)", "{T}": "(o *{{$alias.UpSingular}})", "whereHelper": "(w {{$name}})"}[of]
			require.NotEmpty(t, recv, row.Func)
			require.Contains(t, text.String(), recv+" "+method+"(", "%s of %s", row.Func, module)
		}
	}
}

// packageOf is the import path in a row's key; empty for the templates of generated clients and for shapes.
func packageOf(key string) string {
	if strings.Contains(key, "{") || strings.Contains(key, ") (") {
		return ""
	}
	key = strings.TrimLeft(key, "(*")
	key, _, _ = strings.Cut(key, ")")
	slash := strings.LastIndexByte(key, '/') + 1
	dot := strings.IndexByte(key[slash:], '.')
	if dot < 0 {
		return ""
	}
	return key[:slash+dot]
}

func (a *api) add(p *types.Package) {
	for _, name := range p.Scope().Names() {
		switch obj := p.Scope().Lookup(name).(type) {
		case *types.Func:
			a.funcs[flow.Key(obj)] = obj.Signature()
		case *types.Var:
			if sig, ok := obj.Type().Underlying().(*types.Signature); ok {
				a.funcs[flow.VarKey(obj)] = sig // a call of it goes by the variable's name
			}
		case *types.TypeName:
			a.types[p.Path()+"."+name] = true
			for _, m := range methods(obj) {
				a.funcs[flow.Key(m)] = m.Signature()
			}
		}
	}
}

// methods are those that a type declares itself.
func methods(obj *types.TypeName) []*types.Func {
	n, ok := obj.Type().(*types.Named)
	if !ok {
		return nil
	}
	var out []*types.Func
	for i := range n.NumMethods() {
		out = append(out, n.Method(i))
	}
	if iface, ok := n.Underlying().(*types.Interface); ok {
		for i := range iface.NumExplicitMethods() {
			out = append(out, iface.ExplicitMethod(i))
		}
	}
	return out
}

// unlisted are the exported functions of a package, and the methods that can be called on its values, that no row lists.
func (a *api) unlisted(models *query.Models, p *types.Package) []string {
	var out []string
	check := func(fn *types.Func) {
		if key := flow.Key(fn); fn.Exported() && models.Row(key) == nil {
			out = append(out, key)
		}
	}
	for _, name := range p.Scope().Names() {
		switch obj := p.Scope().Lookup(name).(type) {
		case *types.Func:
			check(obj)
		case *types.TypeName:
			if obj.IsAlias() {
				continue
			}
			for _, m := range methods(obj) {
				if obj.Exported() {
					check(m)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// fault says what is wrong with a row; empty for one that is right.
func (a *api) fault(row *query.Row) string {
	path := packageOf(row.Func)
	if path == "" {
		return "" // a template
	}
	if row.Op == query.OpLit {
		if !a.types[row.Func] {
			return "there is no such type"
		}
		return ""
	}
	if t, ok := strings.CutSuffix(row.Func, ").*"); ok {
		if !a.types[strings.TrimLeft(t, "(*")] {
			return "there is no such type"
		}
		return ""
	}
	sig := a.funcs[row.Func]
	if sig == nil {
		return "there is no such function"
	}
	return arguments(row, sig)
}

// arguments holds the roles of a row against the parameters of its function.
func arguments(row *query.Row, sig *types.Signature) string {
	roles, rest := row.Roles()
	if len(roles) == 1 && roles[0] == query.RoleRecv {
		return ""
	}
	if len(roles) > 0 && roles[0][0] == '@' {
		roles = roles[1:] // the receiver has a role of its own
	}
	n := sig.Params().Len()
	if len(roles) > n {
		return "it has fewer arguments than the row"
	}
	if rest != "" && (len(roles) != n || !sig.Variadic()) {
		return "its last argument is not variadic"
	}
	if rest == "" && sig.Variadic() && len(roles) == n && roles[n-1] != query.RoleNone && row.Op != query.OpNone {
		return "its last argument is variadic"
	}
	for i, role := range roles {
		if role == query.RoleSQL && !isText(sig.Params().At(i).Type()) {
			return "the argument of the statement's text is no text"
		}
	}
	if row.Clause == query.ClauseText && (sig.Results().Len() == 0 || !isText(sig.Results().At(0).Type())) {
		return "its first result is no text"
	}
	if row.Op == query.OpStart && sig.Results().Len() == 0 {
		return "it gives no chain"
	}
	return ""
}

func isText(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Interface, *types.TypeParam:
		return true
	case *types.Slice:
		return isText(u.Elem())
	}
	return false
}
