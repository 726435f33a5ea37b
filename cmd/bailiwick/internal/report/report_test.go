package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files")

const ordersGo = "package store\n\nfunc (s *Store) Order(ctx context.Context, id string) (o Order, err error) {\n\terr = s.db.QueryRow(ctx, \"SELECT * FROM orders WHERE id = $1\", id).Scan(&o)\n\treturn o, err\n}\n\n// größe\nvar _ = \"ü𝄞\" + must(db.Query(`DELETE FROM items`))\n"

func at(file string, line, column int) verdict.Position {
	return verdict.Position{Module: "example.com/shop", File: file, Line: line, Column: column}
}

// sample is a run with one of everything.
func sample() Input {
	fset := token.NewFileSet()
	file := fset.AddFile("/repo/store/orders.go", -1, len(ordersGo))
	file.SetLinesForContent([]byte(ordersGo))
	unscoped := verdict.Entry{
		Rule: "tenantscope", Category: "unscoped", Verdict: verdict.Broken, Origin: at("store/orders.go", 4, 8),
		Message: "query on orders (tenant key tenant_id) is not scoped to a tenant",
		Symbol:  "(*store.Store).Order", Relation: "orders", Statement: "5e1ec7",
		Why:  []string{"orders.tenant_id is NOT NULL (migrations/001_init.sql:12)", "no predicate binds tenant_id"},
		Mend: "add tenant_id = $2 to WHERE and pass the tenant",
		Fixes: []verdict.Fix{{Message: "bind tenant_id to tenant", Edits: []verdict.Edit{
			{Pos: file.Pos(strings.Index(ordersGo, `", id`)), New: " AND tenant_id = $2"},
			{Pos: file.Pos(strings.Index(ordersGo, ").Scan")), End: file.Pos(strings.Index(ordersGo, ").Scan")), New: ", tenant"},
		}}},
	}
	travelled := verdict.Entry{
		Rule: "tenantscope", Category: "unscoped", Verdict: verdict.Broken, Origin: at("store/orders.go", 9, 24),
		Message: "delete on items [all of them] is not scoped to a tenant", Symbol: "store.init", Relation: "items", Statement: "de1e7e",
		Gap: ptr(at("cmd/api/main.go", 3, 2)), GapSymbol: "main.main",
		Related:     []verdict.Related{{Position: at("cmd/api/main.go", 3, 2), Message: "called here with an id from the request"}},
		Assumptions: []string{"items belongs to a tenant through order_id, which no constraint declares"},
	}
	warning := verdict.Entry{
		Rule: "tenantscope", Category: "wider-key", Verdict: verdict.Broken, Severity: "warning", Origin: at("store/a b.go", 2, 1),
		Message: "query on projects binds organization_id, which is wider than project_id", Symbol: "store.List", Relation: "projects", Statement: "11",
	}
	open := verdict.Entry{
		Rule: "tenantscope", Verdict: verdict.Unresolved, Origin: at("store/orders.go", 5, 2), Message: "query on orders was not understood",
		Symbol: "store.Dyn", Relation: "orders", Statement: "22", Reason: "hole in the predicate: fmt.Sprintf argument 2",
	}
	waived := verdict.Entry{
		Rule: "tenantscope", Category: "unscoped", Verdict: verdict.Waived, Origin: at("store/sweep.go", 7, 2), Message: "delete on sessions is not scoped to a tenant",
		Symbol: "store.Sweep", Relation: "sessions", Statement: "33", Claim: "background", WaivedBy: "expiry sweep; hourly worker",
	}
	met := verdict.Entry{Rule: "tenantscope", Verdict: verdict.Met, Origin: at("store/good.go", 1, 1), Symbol: "store.Good", Relation: "orders", Statement: "44", Traced: true}
	metToo := verdict.Entry{Rule: "tenantscope", Verdict: verdict.Met, Origin: at("store/good.go", 1, 1), Symbol: "store.Good", Relation: "items", Statement: "44", Ordinal: 1}
	directive := verdict.Entry{
		Rule: "bailiwick", Category: "waiver", Verdict: verdict.Broken, Directive: true, Origin: at("store/sweep.go", 9, 2),
		Message: `waiver for the unknown rule "tenantscop"; did you mean "tenantscope"?`, Symbol: "store.Sweep",
	}
	return Input{
		Version: "v0.1.0", Root: "/repo", Modules: []Module{{"example.com/shop", "/repo"}}, Fset: fset,
		Rules: []Rule{{
			Name: "tenantscope", Summary: "queries on tenant-owned tables must be scoped to a tenant", Doc: "# tenantscope\n", URL: "https://example.com/tenantscope",
			Unit: "relation references", Container: "statements", Traced: "traced to the authenticated tenant",
		}},
		Ledgers: []*verdict.Ledger{
			{Rule: "tenantscope", Package: "example.com/shop/store", Entries: []verdict.Entry{travelled, unscoped, warning, open, waived, met, metToo}, Notes: []string{"tenant column tenant_id, from 7 of 9 tables"}},
			{Rule: "bailiwick", Package: "example.com/shop/store", Entries: []verdict.Entry{directive}},
		},
		Excluded: 1, LeftOut: 3, Unresolved: config.UnresolvedReport,
		ReadFile: func(path string) ([]byte, error) {
			if filepath.ToSlash(path) == "/repo/store/orders.go" {
				return []byte(ordersGo), nil
			}
			return nil, os.ErrNotExist
		},
	}
}

func ptr[T any](v T) *T { return &v }

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run the test with -update when the change is meant")
}

func TestGolden(t *testing.T) {
	for name, write := range map[string]func(*Report, *bytes.Buffer) error{
		"report.txt":    func(r *Report, b *bytes.Buffer) error { return r.WriteText(b, TextOptions{}) },
		"color.txt":     func(r *Report, b *bytes.Buffer) error { return r.WriteText(b, TextOptions{Color: true, Width: 60}) },
		"report.json":   func(r *Report, b *bytes.Buffer) error { return r.WriteJSON(b) },
		"report.sarif":  func(r *Report, b *bytes.Buffer) error { return r.WriteSARIF(b) },
		"report.github": func(r *Report, b *bytes.Buffer) error { return r.WriteGitHub(b) },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, write(New(sample()), &b))
			golden(t, name, b.Bytes())
		})
	}
}

func TestSummaryLine(t *testing.T) {
	r := New(sample())
	require.Len(t, r.Summary, 1)
	require.Equal(t, "tenantscope: 7 relation references in 6 statements: 2 met (1 traced to the authenticated tenant), 3 broken, 1 unresolved, 1 waived", r.Summary[0].Line())
	s := r.Summary[0]
	require.Equal(t, s.References, s.Met+s.Broken+s.Unresolved+s.Waived)
	one := RuleSummary{Rule: "x", References: 1, Statements: 1, Met: 1, unit: "relation references", container: "statements"}
	require.Equal(t, "x: 1 relation reference in 1 statement: 1 met, 0 broken, 0 unresolved, 0 waived", one.Line())
}

func TestTwoMainsCollapse(t *testing.T) {
	in := sample()
	for i := range 2 {
		again := *in.Ledgers[i]
		again.Package = "example.com/shop/cmd/worker"
		in.Ledgers = append(in.Ledgers, &again)
	}
	require.Equal(t, text(t, sample()), text(t, in))

	// The other main breaks what the first one met, and calls the travelled one from elsewhere.
	worse := in.Ledgers[0].Entries[5]
	worse.Verdict, worse.Category, worse.Message = verdict.Broken, "unscoped", "query on orders is not scoped to a tenant"
	elsewhere := in.Ledgers[0].Entries[0]
	elsewhere.Gap, elsewhere.GapSymbol = ptr(at("cmd/worker/main.go", 8, 2)), "main.run"
	in.Ledgers[2] = &verdict.Ledger{Rule: "tenantscope", Package: "example.com/shop/cmd/worker", Entries: []verdict.Entry{worse, elsewhere}}
	r := New(in)
	require.Equal(t, "tenantscope: 7 relation references in 6 statements: 1 met (0 traced to the authenticated tenant), 4 broken, 1 unresolved, 1 waived", r.Summary[0].Line())
	require.Equal(t, 5, r.Summary[0].Findings, "a reference broken by two callers is one reference and two findings")
	require.Len(t, r.Findings, 6)
}

func TestOrderOfLedgersDoesNotMatter(t *testing.T) {
	a, b := sample(), sample()
	extra := &verdict.Ledger{Rule: "tenantscope", Package: "example.com/shop/api", Entries: b.Ledgers[0].Entries[:3]}
	a.Ledgers = append(a.Ledgers, extra)
	b.Ledgers = append([]*verdict.Ledger{extra}, b.Ledgers[1], b.Ledgers[0])
	require.Equal(t, text(t, a), text(t, b))
}

func TestSameTableTwiceInOneStatement(t *testing.T) {
	in := sample()
	one := in.Ledgers[0].Entries[1]
	two := one
	two.Ordinal = 1
	met := one
	met.Ordinal, met.Verdict = 2, verdict.Met
	in.Ledgers = []*verdict.Ledger{{Rule: "tenantscope", Entries: []verdict.Entry{one, two, met}}}
	r := New(in)
	require.Len(t, r.Findings, 2)
	require.Equal(t, r.Findings[0].Fingerprint+"-2", r.Findings[1].Fingerprint)
	require.Equal(t, 3, r.Summary[0].References)
	require.Equal(t, 1, r.Summary[0].Statements)
}

func TestBaseline(t *testing.T) {
	in := sample()
	entries := in.Ledgers[0].Entries
	in.Baseline = baseline.New([]verdict.Entry{entries[1], {Rule: "tenantscope", Symbol: "store.Gone", Statement: "99", Origin: at("store/gone.go", 1, 1)}})
	in.BaselinePath = ".bailiwick-baseline.json"
	in.Judged = func(pkg string) bool { return pkg == "example.com/shop/store" }
	r := New(in)
	require.Len(t, r.Held, 1)
	require.Equal(t, 1, r.Summary[0].Held)
	require.Equal(t, 3, r.Summary[0].Broken, "held is not mended")
	require.Len(t, r.Findings, 3)
	require.Equal(t, 1, r.ExitCode())
	out := text(t, in)
	require.NotContains(t, out, "query on orders (tenant key")
	require.Contains(t, out, "tenantscope: held by the baseline: 1 finding\n")
	require.Contains(t, out, ".bailiwick-baseline.json: the entry for store.Gone in example.com/shop/store (tenantscope) holds nothing any more: run `bailiwick baseline` to shrink it\n")

	in.Judged = nil
	require.Empty(t, New(in).Stale, "a run over part of the module judges no entry")
}

func TestExitCode(t *testing.T) {
	only := func(entries ...verdict.Entry) Input {
		in := sample()
		in.Ledgers, in.Unresolved = []*verdict.Ledger{{Rule: "tenantscope", Entries: entries}}, config.UnresolvedCount
		return in
	}
	all := sample().Ledgers[0].Entries
	for _, tc := range []struct {
		name   string
		in     Input
		change func(*Input)
		want   int
	}{
		{"nothing", only(), nil, 0},
		{"met", only(all[5]), nil, 0},
		{"broken", only(all[1]), nil, 1},
		{"warning", only(all[2]), nil, 0},
		{"waived", only(all[4]), nil, 0},
		{"unresolved, counted", only(all[3]), nil, 0},
		{"unresolved, reported", only(all[3]), func(in *Input) { in.Unresolved = config.UnresolvedReport }, 0},
		{"unresolved, failing", only(all[3]), func(in *Input) { in.Unresolved = config.UnresolvedFail }, 1},
		{"held", only(all[1]), func(in *Input) { in.Baseline = baseline.New(all[1:2]) }, 0},
		{"stale", only(), func(in *Input) {
			in.Baseline, in.Judged = baseline.New(all[1:2]), func(string) bool { return true }
		}, 1},
		{"errors beat findings", only(all[1]), func(in *Input) { in.Errors = []string{"x.go:1:1: undefined: y"} }, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.change != nil {
				tc.change(&tc.in)
			}
			require.Equal(t, tc.want, New(tc.in).ExitCode())
		})
	}
}

func TestTextOrder(t *testing.T) {
	out := text(t, sample())
	// Sure before assumed, findings before directives, errors before warnings.
	var last int
	for _, part := range []string{"store/orders.go:4:8:", "store/orders.go:9:24:", "store/sweep.go:9:2:", "store/a b.go:2:1: warning:", "unresolved: query on orders", "tenantscope: 7 relation"} {
		i := strings.Index(out, part)
		require.Greater(t, i, last-1, "%q out of order in:\n%s", part, out)
		last = i
	}
}

func TestOneCauseTogether(t *testing.T) {
	in := sample()
	first := in.Ledgers[0].Entries[1]
	first.Fixes = nil
	other := in.Ledgers[0].Entries[1]
	other.Relation, other.Message, other.Origin.Line = "items", "query on items is not scoped to a tenant", 5
	again := first
	again.Origin.Line = 6
	in.Ledgers = []*verdict.Ledger{{Rule: "tenantscope", Entries: []verdict.Entry{first, other, again}}}
	out := text(t, in)
	i, j, k := strings.Index(out, ":4:8:"), strings.Index(out, ":6:8:"), strings.Index(out, ":5:8:")
	require.True(t, i < j && j < k, "the two on orders stand together:\n%s", out)
	require.Equal(t, 1, strings.Count(out, "mend: add tenant_id"), "said once for both")
}

func TestOneStatementIsToldOnce(t *testing.T) {
	in := sample()
	first := in.Ledgers[0].Entries[0] // by way of a caller
	other, third := first, first
	other.Relation, other.Message, other.Gap, other.Related = "labels", "query on labels is not scoped to a tenant", nil, nil
	other.Assumptions = nil
	third.Related = nil
	for i := range shownRelated + 2 {
		third.Related = append(third.Related, verdict.Related{Position: verdict.Position{File: "api.go", Line: i + 1}, Message: "called here"})
	}
	elsewhere := other
	elsewhere.Statement = "another"
	in.Ledgers = []*verdict.Ledger{{Rule: "tenantscope", Entries: []verdict.Entry{first, other, third, elsewhere}}}
	out := text(t, in)
	require.Equal(t, 2, strings.Count(out, "query on labels"), "the surest leads, and another statement has its own:\n%s", out)
	require.NotContains(t, out, "delete on items")
	require.Equal(t, 1, strings.Count(out, "also: items in the same statement"))
	require.Contains(t, out, "see: 3 more places: -format json lists them")
}

func TestJSONKeepsItsPromises(t *testing.T) {
	for name, in := range map[string]Input{"full": sample(), "empty": {Version: "devel", Root: "/repo"}} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, New(in).WriteJSON(&b))
			require.NotContains(t, b.String(), "null")
			var doc struct {
				Version     *string                   `json:"version"`
				Findings    []map[string]any          `json:"findings"`
				Unresolved  []map[string]any          `json:"unresolved"`
				Summary     map[string]map[string]any `json:"summary"`
				Assumptions []string                  `json:"assumptions"`
			}
			require.NoError(t, json.Unmarshal(b.Bytes(), &doc))
			require.NotNil(t, doc.Version)
			for _, f := range append(doc.Findings, doc.Unresolved...) {
				for _, key := range []string{"rule", "category", "message", "file", "line", "column", "symbol", "relation", "fingerprint", "why", "related", "fixes"} {
					require.Contains(t, f, key)
				}
			}
			for _, u := range doc.Unresolved {
				require.NotEmpty(t, u["reason"])
			}
			for _, s := range doc.Summary {
				for _, key := range []string{"met", "broken", "unresolved", "waived"} {
					require.Contains(t, s, key)
				}
			}
		})
	}
}

func TestEditsNameTheirPlaces(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, New(sample()).WriteJSON(&b))
	var doc jsonReport
	require.NoError(t, json.Unmarshal(b.Bytes(), &doc))
	var fixed *jsonFinding
	for i := range doc.Findings {
		if len(doc.Findings[i].Fixes) > 0 {
			fixed = &doc.Findings[i]
		}
	}
	require.NotNil(t, fixed)
	lines := strings.Split(ordersGo, "\n")
	// Applied from the back, so that the first edit does not move the second.
	edits := fixed.Fixes[0].Edits
	for i := len(edits) - 1; i >= 0; i-- {
		e := edits[i]
		require.Equal(t, "store/orders.go", e.File)
		l := lines[e.Line-1]
		lines[e.Line-1] = l[:e.Column-1] + e.New + l[e.EndColumn-1:]
	}
	require.Contains(t, lines[3], `"SELECT * FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant)`)
}

func TestWorkspacePathsAreRelativeToItsRoot(t *testing.T) {
	in := sample()
	in.Root = "/work"
	in.Modules = []Module{{"example.com/shop", "/work/shop"}, {"example.com/lib", "/work/lib"}}
	r := New(in)
	require.Equal(t, "shop/store/a b.go", r.Findings[0].File)
}

func TestGitHubEscapes(t *testing.T) {
	require.Equal(t, "a%25b%0Ac:d,e", data("a%b\nc:d,e"))
	require.Equal(t, "a%3Ab%2Cc%25", property("a:b,c%"))
}

func TestCutFrame(t *testing.T) {
	long := strings.Repeat("a", 100) + "X" + strings.Repeat("b", 100)
	for _, tc := range []struct {
		name, line  string
		col, width  int
		code, under string
	}{
		{"short", "abc", 2, 40, "abc", "b"},
		{"tab", "\tabc", 2, 40, "    abc", "a"},
		{"after wide runes", "üä\"x", 6, 40, "üä\"x", "x"},
		{"column behind the end", "abc", 9, 40, "abc", ""},
		{"column zero", "abc", 0, 40, "abc", "a"},
		{"cut on both sides", long, 101, 30, "…" + strings.Repeat("a", 10) + "X" + strings.Repeat("b", 19) + "…", "X"},
		{"cut behind", "Xbbbb" + strings.Repeat("b", 60), 1, 20, "X" + strings.Repeat("b", 19) + "…", "X"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			code, caret := cutFrame(tc.line, tc.col, tc.width)
			require.Equal(t, tc.code, code)
			require.Equal(t, "", strings.Trim(caret, " "))
			under := []rune(code)[len(caret):]
			require.True(t, strings.HasPrefix(string(under), tc.under), "the caret stands under %q", string(under))
		})
	}
}

func TestUTF16Column(t *testing.T) {
	for _, tc := range []struct {
		line      string
		col, want int
	}{{"abc", 1, 1}, {"abc", 3, 3}, {"übc", 3, 2}, {"𝄞b", 5, 3}, {"a\xffb", 3, 3}, {"ab", 99, 3}} {
		require.Equal(t, tc.want, utf16Column(tc.line, tc.col), "%q %d", tc.line, tc.col)
	}
}

func text(t *testing.T, in Input) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, New(in).WriteText(&b, TextOptions{}))
	return b.String()
}

func TestManyAssumptionsAreCounted(t *testing.T) {
	in := sample()
	in.Assumptions = []string{"tenant_id is the tenant column", "because 9 of 10 tables have it"}
	for i := range 9 {
		in.Ledgers[0].Entries[i%2].Assumptions = append(in.Ledgers[0].Entries[i%2].Assumptions, fmt.Sprintf("z assumption %d", i), "said often")
	}
	out := text(t, in)
	require.Contains(t, out, "assumed:\n  tenant_id is the tenant column\n  because 9 of 10 tables have it\n  items belongs to a tenant through order_id, which no constraint declares\n  said often\n  z assumption 0\n")
	require.Contains(t, out, "  and 8 more: -format json lists them\n")
}

func TestManyReasonsAreCounted(t *testing.T) {
	in := sample()
	open := in.Ledgers[0].Entries[3]
	in.Ledgers[0].Entries = nil
	for i := range 9 {
		e := open
		e.Ordinal, e.Reason = i, fmt.Sprintf("kind %d: detail", i)
		in.Ledgers[0].Entries = append(in.Ledgers[0].Entries, e)
	}
	again := open
	again.Ordinal, again.Reason = 9, "kind 8: another detail"
	in.Ledgers[0].Entries = append(in.Ledgers[0].Entries, again)
	require.Contains(t, text(t, in), "tenantscope: unresolved: 2 kind 8, 1 kind 0, 1 kind 1, 1 kind 2, 1 kind 3, 1 kind 4, 3 for other reasons\n")
}

// What another entry tells of is counted, and is no finding of its own.
func TestToldIsCountedOnly(t *testing.T) {
	in := Input{Rules: []Rule{{Name: "permguard", Unit: "endpoints", Container: "registrations"}}}
	entry := verdict.Entry{Rule: "permguard", Category: "unguarded-write", Verdict: verdict.Broken, Origin: verdict.Position{File: "main.go", Line: 3}, Relation: "POST /a", Message: "m"}
	other := entry
	other.Relation, other.Told = "POST /b", true
	in.Ledgers = []*verdict.Ledger{{Rule: "permguard", Entries: []verdict.Entry{entry, other}}}
	r := New(in)
	require.Len(t, r.Findings, 1)
	require.Equal(t, 2, r.Summary[0].Broken)
	require.Equal(t, 1, r.Summary[0].Findings)
}
