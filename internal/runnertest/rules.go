package runnertest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// RuleModule is programs by which the tests of a rule show the table of expected verdicts, as one module that any driver runs over.
type RuleModule struct {
	Name, Dir string
	// announced says that lines of the programs announce endpoints; else comments expect findings, as a Script.
	announced bool
}

// RuleModules writes the modules of all rules: programs that are judged with one schema and one config share one. top is the root of the checkout.
func RuleModules(t testing.TB, top string) []RuleModule {
	t.Helper()
	return []RuleModule{
		{Name: "permguard", Dir: permguardModule(t, top), announced: true},
		{Name: "tenantscope", Dir: tenantscopeModule(t, top)},
		{Name: "guarded", Dir: guardedModule(t, top)},
		{Name: "wider", Dir: widerModule(t, top)},
		{Name: "roles", Dir: Write(t, Roles)},
	}
}

func permguardModule(t testing.TB, top string) string {
	t.Helper()
	src := filepath.Join(top, "analyzers", "permguard", "testdata", "src")
	return Module(t, src, programsIn(t, src), filepath.Join(top, "internal", "route", "testdata", "src"))
}

// The programs that are judged with another schema than the rest.
var (
	guardedPrograms = [...]string{"tg05guarded"}
	widerPrograms   = [...]string{"ts29", "ts29plain"}
)

const tenantscopeConfig = `tenant:
  handles: [` + ModulePath + `/tg07/scoped.Tx]
  principal: [` + ModulePath + `/tg13/auth.Whose]
`

func tenantscopeModule(t testing.TB, top string) string {
	t.Helper()
	programs := slices.DeleteFunc(programsIn(t, tenantscopeSource(top)), func(p string) bool {
		return slices.Contains(guardedPrograms[:], p) || slices.Contains(widerPrograms[:], p)
	})
	return withSchema(t, top, Module(t, tenantscopeSource(top), programs), tenantscopeConfig)
}

// guardedModule has schemas of ent beside the tables.
func guardedModule(t testing.TB, top string) string {
	t.Helper()
	src := tenantscopeSource(top)
	return withSchema(t, top, Module(t, src, append(guardedPrograms[:], "entschema"), filepath.Dir(src)), "")
}

// widerModule has organisations as the wider tenants.
func widerModule(t testing.TB, top string) string {
	t.Helper()
	return withSchema(t, top, Module(t, tenantscopeSource(top), widerPrograms[:]), "tenant:\n  columns: [tenant_id, org_id]\n")
}

func tenantscopeSource(top string) string {
	return filepath.Join(top, "analyzers", "tenantscope", "testdata", "src")
}

// withSchema adds the schema of tenantscope's programs, and a config.
func withSchema(t testing.TB, top, dir, config string) string {
	t.Helper()
	schema, err := os.ReadFile(filepath.Join(tenantscopeSource(top), "schema.sql"))
	if err != nil {
		t.Fatal(err)
	}
	m := module{t: t, dir: dir}
	m.write("db/schema.sql", string(schema))
	if config != "" {
		m.write(".bailiwick.yml", config)
	}
	return dir
}

// programsIn lists the directories of a tree that hold no library.
func programsIn(t testing.TB, src string) []string {
	t.Helper()
	entries, err := os.ReadDir(src)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		if e.IsDir() && !strings.Contains(e.Name(), ".") {
			list = append(list, e.Name())
		}
	}
	return list
}
