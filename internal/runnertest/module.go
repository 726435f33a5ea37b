package runnertest

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ModulePath is the module that Module writes.
const ModulePath = "example.com/programs"

// Module makes one module of programs from a tree in the shape of a GOPATH's src, for drivers that know modules alone, and returns its directory: program p lies in
// directory p, and is imported as ModulePath/p. What the programs import from src, and from the directories beside it, by a path that no go command would look up is
// theirs as well; the fakes of libraries are vendored, so that nothing is fetched and they are no code of the user's. Lines stay where they are.
func Module(t testing.TB, src string, programs []string, beside ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := &module{t: t, dir: dir, src: append([]string{src}, beside...)}
	for _, p := range programs {
		m.program(p)
	}
	m.write("go.mod", m.goMod())
	m.write("vendor/modules.txt", m.manifest())
	return dir
}

type module struct {
	t      testing.TB
	dir    string
	src    []string
	copied []string // programs, and packages of fakes
	fakes  []string
}

// isLibrary reports an import of a library: the first element of its path is a host.
func isLibrary(imp string) bool {
	host, _, _ := strings.Cut(imp, "/")
	return strings.Contains(host, ".")
}

// find is the directory of a package, "" for one of the standard library.
func (m *module) find(imp string) string {
	for _, src := range m.src {
		dir := filepath.Join(src, filepath.FromSlash(imp))
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	if isLibrary(imp) {
		m.t.Fatalf("no fake of %s", imp)
	}
	return ""
}

// program copies a program and all below it, then what it imports.
func (m *module) program(name string) {
	if slices.Contains(m.copied, name) {
		return
	}
	m.copied = append(m.copied, name)
	from := m.find(name)
	var imports []string
	err := filepath.WalkDir(from, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, file)
		if err != nil {
			return err
		}
		imports = append(imports, m.file(file, path.Join(name, filepath.ToSlash(rel)))...)
		return nil
	})
	if err != nil {
		m.t.Fatal(err)
	}
	m.follow(imports)
}

// fake copies one package of a library.
func (m *module) fake(imp string) {
	if slices.Contains(m.copied, imp) {
		return
	}
	m.copied, m.fakes = append(m.copied, imp), append(m.fakes, imp)
	files, err := filepath.Glob(filepath.Join(m.find(imp), "*.go"))
	if err != nil || len(files) == 0 {
		m.t.Fatalf("no sources of %s: %v", imp, err)
	}
	var imports []string
	for _, file := range files {
		imports = append(imports, m.file(file, path.Join("vendor", imp, filepath.Base(file)))...)
	}
	m.follow(imports)
}

func (m *module) follow(imports []string) {
	for _, imp := range imports {
		root, _, _ := strings.Cut(imp, "/")
		switch {
		case isLibrary(imp):
			m.fake(imp)
		case m.find(root) != "":
			m.program(root)
		}
	}
}

// file copies a file, with the module in front of what it imports of the programs, and returns what it imports.
func (m *module) file(from, to string) (imports []string) {
	data, err := os.ReadFile(from)
	if err != nil {
		m.t.Fatal(err)
	}
	text := string(data)
	if strings.HasSuffix(from, ".go") {
		f, err := parser.ParseFile(token.NewFileSet(), from, data, parser.ImportsOnly)
		if err != nil {
			m.t.Fatal(err)
		}
		for _, spec := range slices.Backward(f.Imports) {
			imp, _ := strconv.Unquote(spec.Path.Value)
			imports = append(imports, imp)
			if root, _, _ := strings.Cut(imp, "/"); !isLibrary(imp) && m.find(root) != "" {
				at := int(spec.Path.Pos() - f.FileStart)
				text = text[:at+1] + ModulePath + "/" + text[at+1:]
			}
		}
	}
	m.write(to, text)
	return imports
}

func (m *module) write(name, text string) {
	name = filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		m.t.Fatal(err)
	}
}

// libraries are the modules of the fakes: a package below another belongs to it.
func (m *module) libraries() (modules []string, packages map[string][]string) {
	slices.Sort(m.fakes)
	packages = map[string][]string{}
	for _, imp := range m.fakes {
		i := slices.IndexFunc(modules, func(mod string) bool { return strings.HasPrefix(imp, mod+"/") })
		if i < 0 {
			modules, i = append(modules, imp), len(modules)
		}
		packages[modules[i]] = append(packages[modules[i]], imp)
	}
	return modules, packages
}

// version suits the path of a module: v5.0.0 for one that ends in /v5.
func version(mod string) string {
	if major := path.Base(mod); len(major) > 1 && major[0] == 'v' && strings.Trim(major[1:], "0123456789") == "" {
		return major + ".0.0"
	}
	return "v1.0.0"
}

const goLine = "go 1.25"

func (m *module) goMod() string {
	modules, _ := m.libraries()
	text := "module " + ModulePath + "\n\n" + goLine + "\n"
	for _, mod := range modules {
		text += fmt.Sprintf("\nrequire %s %s\n", mod, version(mod))
	}
	return text
}

// manifest is what the go command holds go.mod against.
func (m *module) manifest() string {
	modules, packages := m.libraries()
	var b strings.Builder
	for _, mod := range modules {
		fmt.Fprintf(&b, "# %s %s\n## explicit; %s\n%s\n", mod, version(mod), goLine, strings.Join(packages[mod], "\n"))
	}
	return b.String()
}
