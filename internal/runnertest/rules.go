package runnertest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// RuleModule is the programs by which a rule's own tests show the table of expected verdicts, as one module that any driver runs over.
type RuleModule struct {
	Rule, Dir string
}

// RuleModules writes the modules of all rules. top is the root of the checkout.
func RuleModules(t testing.TB, top string) []RuleModule {
	t.Helper()
	return []RuleModule{{"permguard", permguardModule(t, top)}, {"tenantscope", tenantscopeModule(t, top)}}
}

func permguardModule(t testing.TB, top string) string {
	t.Helper()
	src := filepath.Join(top, "analyzers", "permguard", "testdata", "src")
	return Module(t, src, programsIn(t, src), filepath.Join(top, "internal", "route", "testdata", "src"))
}

// otherCatalog are the programs that are judged with another schema than the rest.
var otherCatalog = [...]string{"tg05guarded", "ts29", "ts29plain"}

const tenantscopeConfig = `tenant:
  handles: [` + ModulePath + `/tg07/scoped.Tx]
  principal: [` + ModulePath + `/tg13/auth.Whose]
`

func tenantscopeModule(t testing.TB, top string) string {
	t.Helper()
	src := filepath.Join(top, "analyzers", "tenantscope", "testdata", "src")
	programs := slices.DeleteFunc(programsIn(t, src), func(p string) bool { return slices.Contains(otherCatalog[:], p) })
	dir := Module(t, src, programs)
	schema, err := os.ReadFile(filepath.Join(src, "schema.sql"))
	if err != nil {
		t.Fatal(err)
	}
	m := module{t: t, dir: dir}
	m.write("db/schema.sql", string(schema))
	m.write(".bailiwick.yml", tenantscopeConfig)
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
