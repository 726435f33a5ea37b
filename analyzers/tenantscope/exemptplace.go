package tenantscope

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// owes reports whether a statement at this place owes anything: not in tests, unless asked for, and not in migrations.
func (j *judge) owes(pos token.Pos) bool { return j.placeExempt(pos) == "" }

// excused is why a statement owes nothing whatever it says, "" when it owes.
func (j *judge) excused(fn *ssa.Function, pos token.Pos) string {
	if why := j.placeExempt(pos); why != "" || !j.migrates(fn) {
		return why
	}
	return exemptMigration
}

// placeExempt is why nothing at a place owes anything: it is in a test, unless those are asked for, or in a migration.
func (j *judge) placeExempt(pos token.Pos) string {
	file := j.pass.Fset.Position(pos).Filename
	switch {
	case strings.HasSuffix(file, "_test.go") || j.testSupport(file):
		if !j.site.Tests {
			return exemptTest
		}
	case migration(file):
		return exemptMigration
	}
	return ""
}

// testTools are packages that nothing but tests, and what helps them, import.
var testTools = [...]string{
	"testing", "net/http/httptest", "github.com/stretchr/testify/assert", "github.com/stretchr/testify/mock", "github.com/stretchr/testify/require",
	"github.com/stretchr/testify/suite", "github.com/golang/mock/gomock", "go.uber.org/mock/gomock", "github.com/onsi/ginkgo", "github.com/onsi/ginkgo/v2",
	"github.com/onsi/gomega",
}

// testSupport reports a file that imports what tests are made with: helpers of tests are tests, whatever the file is called.
func (j *judge) testSupport(file string) bool {
	if j.support == nil {
		j.support = map[string]bool{}
		for _, f := range j.pass.Files {
			name := j.pass.Fset.Position(f.Package).Filename
			j.support[name] = slices.ContainsFunc(f.Imports, func(imp *ast.ImportSpec) bool {
				return slices.Contains(testTools[:], strings.Trim(imp.Path.Value, "`\""))
			})
		}
	}
	return j.support[file]
}

// migration reports a file of migrations: by its folder's name or its own, the way migration tools have them laid out.
func migration(file string) bool {
	file = strings.ToLower(strings.ReplaceAll(file, `\`, "/"))
	switch path.Base(file) {
	case "migrations.go", "migration.go", "migrate.go", "migrator.go":
		return true
	}
	dir := path.Base(path.Dir(file))
	return dir == "migrations" || dir == "migration" || dir == "migrate" || dir == "schema_migrations"
}

// migrators are the packages of migration tools that run functions: what is handed to them is a migration.
var migrators = [...]string{
	"github.com/pressly/goose/v3", "github.com/pressly/goose", "github.com/go-gormigrate/gormigrate/v2", "github.com/uptrace/bun/migrate",
	"github.com/go-pg/migrations/v8", "github.com/GuiaBolso/darwin", "xorm.io/xorm/migrate",
}

// migrates reports a function that is handed to a migration tool, or a closure within one.
func (j *judge) migrates(fn *ssa.Function) bool {
	if j.migrations == nil {
		j.migrations = map[*ssa.Function]bool{}
		for _, f := range j.p.Functions() {
			if j.tested.holds(f) {
				continue
			}
			for call := range flow.Calls(f) {
				obj := flow.Callee(call.Common())
				if obj == nil || obj.Pkg() == nil || !slices.Contains(migrators[:], obj.Pkg().Path()) {
					continue
				}
				for _, a := range call.Common().Args {
					switch a := flow.Strip(a).(type) {
					case *ssa.Function:
						j.migrations[a] = true
					case *ssa.MakeClosure:
						if g, ok := a.Fn.(*ssa.Function); ok {
							j.migrations[g] = true
						}
					}
				}
			}
		}
	}
	for ; fn != nil; fn = fn.Parent() {
		if j.migrations[fn] {
			return true
		}
	}
	return false
}

// migrationText reports an operation that runs a file of migrations which is embedded as text.
func (j *judge) migrationText(o *operation) bool {
	if o.Row == nil {
		return false
	}
	_, args := flow.Args(o.Call.Common())
	i := o.Row.Index(query.RoleSQL)
	if i < 0 || i >= len(args) {
		return false
	}
	load, ok := flow.Strip(args[i]).(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg == j.p.SSA() && migration(j.p.EmbeddedFile(g))
}
