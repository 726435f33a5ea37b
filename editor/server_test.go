package editor_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/gopls"
)

// These tests drive a gopls that the recipe has built. It takes a minute or three, so it is built once, and not at all under -short.

// programs are what the tests run: the server, and the command that it is held against. All servers share a cache, which so holds every verdict that was ever true.
type programs struct{ dir, server, command, cache string }

var built = sync.OnceValues(func() (programs, error) {
	dir, err := os.MkdirTemp("", "bailiwick-editor-")
	if err != nil {
		return programs{}, err
	}
	p := programs{dir, filepath.Join(dir, "gopls"), filepath.Join(dir, "bailiwick"), filepath.Join(dir, "cache")}
	cmd := exec.Command("go", "build", "-o", p.command, "./cmd/bailiwick")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		return p, fmt.Errorf("%w: %s", err, out)
	}
	if name := os.Getenv(builtAlready); name != "" {
		p.server = name
		return p, nil
	}
	return p, p.build(gopls.Newest, p.server)
})

// builtAlready names the variable with a server that is there already, for work on the tests themselves.
const builtAlready = "BAILIWICK_GOPLS"

func (p programs) build(version, output string) error {
	out, err := exec.Command(p.command, "gopls", "build", "-source", "..", "-version", version, "-o", output).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if !testing.Short() {
		if p, err := built(); err == nil {
			_ = os.RemoveAll(p.dir)
		}
	}
	os.Exit(code)
}

func needPrograms(t testing.TB) programs {
	t.Helper()
	if testing.Short() {
		t.Skip("builds gopls")
	}
	p, err := built()
	require.NoError(t, err)
	return p
}

// TestTestedVersions builds the older versions on the list, and looks whether they judge.
func TestTestedVersions(t *testing.T) {
	p := needPrograms(t)
	if os.Getenv(builtAlready) != "" {
		t.Skip("only the server that is there is tested")
	}
	for _, version := range gopls.Tested() {
		if version == gopls.Newest {
			continue // by all the other tests
		}
		t.Run(version, func(t *testing.T) {
			server := filepath.Join(p.dir, version)
			require.NoError(t, p.build(version, server))
			require.Equal(t, version+"+bailiwick", versionOf(t, server))
			dir := module(t, small())
			c := start(t, server, dir, p.cache, nil)
			c.open("store/store.go")
			require.Equal(t, []string{ofOrders}, said(c, "store/store.go"))
			write(t, dir, "migrations/002_labels.sql", "ALTER TABLE labels ADD COLUMN tenant_id uuid NOT NULL REFERENCES tenants (id);\n")
			c.touch("store/store.go")
			require.Equal(t, []string{ofLabels, ofOrders}, said(c, "store/store.go"))
		})
	}
}

// TestVersion: users and editors are told which gopls they have, and that it has the rules.
func TestVersion(t *testing.T) {
	require.Equal(t, gopls.Newest+"+bailiwick", versionOf(t, needPrograms(t).server))
}

func versionOf(t *testing.T, server string) string {
	t.Helper()
	out, err := exec.Command(server, "version").Output()
	require.NoError(t, err)
	first, _, _ := strings.Cut(string(out), "\n")
	_, version, _ := strings.Cut(first, " ")
	return version
}

// application copies one of testdata's applications, so that tests may write to it.
func application(t testing.TB, name string) string {
	t.Helper()
	from, err := filepath.Abs(filepath.Join("..", "testdata", name))
	require.NoError(t, err)
	to := t.TempDir()
	require.NoError(t, os.CopyFS(to, os.DirFS(from)))
	return to
}

// module writes the files of a txtar-like map to a directory of their own.
func module(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, dir, name, text)
	}
	return dir
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
}

// lineOf is the number of the first line with a text, from 1.
func lineOf(t testing.TB, dir, name, text string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	require.NoError(t, err)
	before, _, ok := strings.Cut(string(data), text)
	require.True(t, ok, text)
	return strings.Count(before, "\n") + 1
}

const page = "https://github.com/bailiwick-dev/bailiwick/blob/main/docs/rules/tenantscope.md"

// TestSampleApplication is an afternoon with one of the applications.
func TestSampleApplication(t *testing.T) {
	p := needPrograms(t)
	dir := application(t, "shop")
	const jobs, main, store = "internal/jobs/jobs.go", "cmd/api/main.go", "internal/store/orders.go"
	codes := lineOf(t, dir, jobs, "DELETE FROM discount_codes")
	expired := fmt.Sprintf("%d: delete from discount_codes (tenant key tenant_id) is not scoped to a tenant", codes)
	emptied := fmt.Sprintf("%d: truncate of carts (tenant key tenant_id) takes the rows of every tenant", lineOf(t, dir, jobs, "TRUNCATE carts"))

	c := start(t, p.server, dir, p.cache, nil)
	c.open(jobs)
	require.Equal(t, []string{expired, emptied}, c.messages(jobs))

	t.Run("a diagnostic in the file itself", func(t *testing.T) {
		d := c.ours(jobs)[0]
		require.Equal(t, "tenantscope", d.Source)
		require.Equal(t, "unscoped", d.Code)
		require.NotNil(t, d.CodeDescription)
		require.Equal(t, page+"#unscoped", d.CodeDescription.Href)
		text := c.text[c.path(jobs)]
		require.Equal(t, "Exec(ctx, `DELETE FROM discount_codes WHERE expires_at < now()`)", text[offset(text, d.Range.Start):offset(text, d.Range.End)])
		require.Equal(t, 2, d.Severity, "a warning")
	})
	t.Run("a diagnostic whose statement is in another package", func(t *testing.T) {
		c.open(main)
		found := false
		for _, d := range c.ours(main) {
			require.NotEmpty(t, d.Related, d.Message)
			first := d.Related[0]
			require.Equal(t, "the statement stands here", first.Message)
			if name, _ := filepath.Rel(dir, nameOf(first.Location.URI)); filepath.ToSlash(name) != store || !strings.HasPrefix(d.Message, "update of orders (tenant key tenant_id) is not scoped to a tenant") {
				continue
			}
			found = true
			bound := c.text[c.path(main)]
			bound = bound[offset(bound, d.Range.Start):offset(bound, d.Range.End)]
			require.Contains(t, []string{"orders", "orderStore"}, bound, "it stands where the main binds the store")
			last := d.Related[len(d.Related)-1]
			require.Contains(t, last.Message, "called by (*httpapi.API).")
			require.True(t, strings.HasSuffix(last.Location.URI, "/internal/httpapi/orders.go"))
		}
		require.True(t, found)
		require.Equal(t, []string{main, jobs}, c.files(), "findings stand in files of open packages")
	})
	t.Run("a waiver by an action", func(t *testing.T) {
		d := c.ours(jobs)[0]
		list := c.actions(jobs, d)
		var titles []string
		for _, a := range list {
			titles = append(titles, a.Title)
			require.Equal(t, "quickfix", a.Kind)
		}
		require.Equal(t, []string{
			"waive tenantscope(global): the rows belong to no tenant", // the key may be NULL
			"waive tenantscope(background): no endpoint reaches it",
			"waive tenantscope(operator): every caller is behind an operator guard",
			"waive tenantscope(parent): a scoped read of the parent comes first",
			"waive tenantscope(public): the data is public by design",
		}, titles, "claims that the statement contradicts are not offered")
		before := c.text[c.path(jobs)]
		c.apply(jobs, list[1])
		require.Equal(t, strings.Replace(before, "\t_, err := r.pool.Exec(ctx, `DELETE FROM discount",
			"\t//bailiwick:allow tenantscope(background) no endpoint reaches it\n\t_, err := r.pool.Exec(ctx, `DELETE FROM discount", 1), c.text[c.path(jobs)])
		require.Len(t, c.messages(jobs), 1)
		require.Contains(t, c.messages(jobs)[0], "truncate of carts")
		c.edit(jobs, func(string) string { return before })
		require.Equal(t, []string{expired, emptied}, c.messages(jobs))
	})
	t.Run("half a statement", func(t *testing.T) {
		before := c.text[c.path(jobs)]
		for _, half := range []string{"r.pool.", "r.pool.Exec(ctx, `DELETE FROM carts", "_, err := r.pool.Exec(ctx,", "if tag, err := r.pool.Exec(ctx, `DELETE FROM carts`); err", "//bailiwick:allow"} {
			c.edit(jobs, func(string) string {
				return strings.Replace(before, "\treturn err\n}", "\t"+half+"\n\treturn err\n}", 1)
			})
			c.alive()
			if strings.HasPrefix(half, "//") {
				require.Len(t, c.messages(jobs), 3, "code that compiles is judged, and a waiver that names no rule is said so")
				continue
			}
			require.Empty(t, c.messages(jobs), half)
		}
		c.edit(jobs, func(string) string { return before })
		require.Equal(t, []string{expired, emptied}, c.messages(jobs))
	})
	const dropped = "db/migrations/00004_codes_for_all.sql"
	t.Run("a migration, then Go", func(t *testing.T) {
		write(t, dir, dropped, "-- +goose Up\nALTER TABLE discount_codes DROP COLUMN tenant_id;\n")
		c.touch(jobs)
		require.Equal(t, []string{emptied}, c.messages(jobs))
	})
	t.Run("and after a restart", func(t *testing.T) {
		c.stop()
		c = start(t, p.server, dir, p.cache, nil)
		c.open(jobs)
		require.Equal(t, []string{emptied}, c.messages(jobs))
		c.stop()
		require.NoError(t, os.Remove(filepath.Join(dir, filepath.FromSlash(dropped))))
		c = start(t, p.server, dir, p.cache, nil)
		c.open(jobs)
		require.Equal(t, []string{expired, emptied}, c.messages(jobs), "nothing but the migration has changed")
	})
	t.Run("a rule switched off", func(t *testing.T) {
		c.stop()
		c = start(t, p.server, dir, p.cache, map[string]any{"analyses": map[string]bool{"tenantscope": false}})
		c.open(jobs)
		require.Empty(t, c.messages(jobs))
	})
}

// finding is what the command says.
type finding struct {
	Rule, Category, Message, File string
	Line, Column                  int
}

// run runs the command in a directory.
func (p programs) run(dir string, args ...string) (string, error) {
	cmd := exec.Command(p.command, append([]string{args[0], "-C", dir}, args[1:]...)...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func commandFindings(t *testing.T, p programs, dir string) []finding {
	t.Helper()
	cmd := exec.Command(p.command, "-C", dir, "-format", "json", "./...")
	out, err := cmd.Output() // findings make it fail
	var doc struct{ Findings []finding }
	require.NoError(t, json.Unmarshal(out, &doc), "%v", err)
	return doc.Findings
}

// TestParity opens one file of every package of each application and holds what the server says against what the command says. The differences allowed are
// those of docs/drivers.md: a finding stands in a file of the package that settles it, with its statement as the first related place, and two packages that settle
// it each show it.
func TestParity(t *testing.T) {
	p := needPrograms(t)
	for _, name := range []string{"billing", "crm", "desk", "shop"} {
		t.Run(name, func(t *testing.T) {
			dir := application(t, name)
			c := start(t, p.server, dir, p.cache, nil)
			c.open(oneFilePerPackage(t, dir)...)
			got := shown(t, c)
			want := map[finding]bool{}
			for _, f := range commandFindings(t, p, dir) {
				want[f] = true
			}
			require.NotEmpty(t, want)
			require.Equal(t, want, got)
		})
	}
}

// shown is what a server says, each finding at its statement.
func shown(t *testing.T, c *client) map[finding]bool {
	t.Helper()
	got := map[finding]bool{}
	for _, file := range c.files() {
		for _, d := range c.ours(file) {
			f, at := finding{Rule: d.Source, Category: fmt.Sprint(d.Code), Message: d.Message, File: file}, d.Range.Start
			if len(d.Related) > 0 && d.Related[0].Message == "the statement stands here" {
				rel, err := filepath.Rel(c.root, nameOf(d.Related[0].Location.URI))
				require.NoError(t, err)
				f.File, at = filepath.ToSlash(rel), d.Related[0].Location.Range.Start
			}
			text, err := os.ReadFile(c.path(f.File))
			require.NoError(t, err)
			f.Line, f.Column = at.Line+1, offset(string(text), at)-offset(string(text), position{Line: at.Line})+1
			got[f] = true
		}
	}
	return got
}

// oneFilePerPackage lists the first Go file of every directory that is no test.
func oneFilePerPackage(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	seen := map[string]bool{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "vendor" {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || seen[filepath.Dir(path)] {
			return err
		}
		seen[filepath.Dir(path)] = true
		rel, err := filepath.Rel(dir, path)
		list = append(list, filepath.ToSlash(rel))
		return err
	}))
	slices.Sort(list)
	return list
}
