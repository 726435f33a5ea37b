package gopls

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

var (
	//go:embed patch/settings.txt
	settingsFile []byte
	//go:embed patch/cache.txt
	cacheFile []byte
)

const (
	settingsSource = "internal/settings/analysis.go"
	cacheSource    = "internal/cache/analysis.go"
	addedFile      = "zz_bailiwick.go"
)

// wrapped are the methods of gopls' analysisNode that get another name, so that ours can stand in their place.
var wrapped = []struct{ name, renamed, signature string }{
	{"runCached", "goplsRunCached", "func(ctx context.Context, key file.Hash) (*analyzeSummary, error)"},
	{"run", "goplsRun", "func(ctx context.Context) (*analyzeSummary, error)"},
}

// patch changes a copy of gopls' source. It reports what does not fit and then changes nothing.
func patch(dir string) error {
	if err := checkSettings(dir); err != nil {
		return err
	}
	name := filepath.Join(dir, filepath.FromSlash(cacheSource))
	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("%s is missing", cacheSource)
	}
	if text, err = renameWrapped(text); err != nil {
		return err
	}
	for _, file := range []struct {
		name string
		text []byte
	}{
		{name, text},
		{filepath.Join(filepath.Dir(name), addedFile), cacheFile},
		{filepath.Join(dir, filepath.FromSlash(filepath.Dir(settingsSource)), addedFile), settingsFile},
	} {
		if err := os.WriteFile(file.name, file.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// checkSettings looks for the list that the rules are appended to, and for the type of its elements.
func checkSettings(dir string) error {
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, filepath.FromSlash(settingsSource)), nil, 0)
	if err != nil {
		return fmt.Errorf("%s cannot be read", settingsSource)
	}
	var list, element bool
	for _, decl := range f.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range gen.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				list = list || gen.Tok == token.VAR && slices.ContainsFunc(s.Names, func(n *ast.Ident) bool { return n.Name == "AllAnalyzers" })
			case *ast.TypeSpec:
				element = element || s.Name.Name == "Analyzer" && field(s.Type, "analyzer") == "*analysis.Analyzer"
			}
		}
	}
	switch {
	case !list:
		return fmt.Errorf("%s has no variable AllAnalyzers", settingsSource)
	case !element:
		return fmt.Errorf("%s has no type Analyzer with a field analyzer of type *analysis.Analyzer", settingsSource)
	}
	return nil
}

// renameWrapped renames the declarations of the wrapped methods, and not the calls, which are to reach ours.
func renameWrapped(text []byte) ([]byte, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, cacheSource, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read", cacheSource)
	}
	at := map[string]int{} // offset of the name
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		switch receiver(d) {
		case "*analysisNode":
			at[d.Name.Name+" "+types.ExprString(d.Type)] = fset.Position(d.Name.Pos()).Offset
		}
	}
	if _, ok := at["summaryHash func() file.Hash"]; !ok {
		return nil, fmt.Errorf("%s has no method summaryHash of *analysisNode", cacheSource)
	}
	type edit struct {
		offset       int
		old, renamed string
	}
	var edits []edit
	for _, w := range wrapped {
		offset, ok := at[w.name+" "+w.signature]
		if !ok {
			return nil, fmt.Errorf("%s has no method %s of *analysisNode that is a %s", cacheSource, w.name, w.signature)
		}
		edits = append(edits, edit{offset, w.name, w.renamed})
	}
	slices.SortFunc(edits, func(a, b edit) int { return b.offset - a.offset }) // from the end, so that offsets hold
	out := string(text)
	for _, e := range edits {
		out = out[:e.offset] + e.renamed + strings.TrimPrefix(out[e.offset:], e.old)
	}
	return []byte(out), nil
}

func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) != 1 {
		return ""
	}
	return types.ExprString(d.Recv.List[0].Type)
}

// field is the type of a struct's field as it is written, "" when there is none.
func field(t ast.Expr, name string) string {
	st, ok := t.(*ast.StructType)
	if !ok {
		return ""
	}
	for _, f := range st.Fields.List {
		if slices.ContainsFunc(f.Names, func(n *ast.Ident) bool { return n.Name == name }) {
			return types.ExprString(f.Type)
		}
	}
	return ""
}
