package tenantscope_test

import (
	"encoding/json"
	"fmt"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// The tests of this file say, one sentence each, how an obligation travels and where its finding stands.

// sentence is one of them: a program of testdata/obligations whose comments say what is expected, and what they cannot say.
type sentence struct {
	says    string
	program string
	also    func(*testing.T, *program)
}

func sentences(t *testing.T, list []sentence) {
	t.Helper()
	for _, s := range list {
		t.Run(s.says, func(t *testing.T) {
			t.Parallel()
			p := load(t, s.program)
			if s.program == "strict" {
				p.site = func(site *tenantscope.Site) { site.Strict = true }
			}
			p.run().compare()
			if s.also != nil {
				s.also(t, p)
			}
		})
	}
}

// only is the one broken entry of a package.
func only(t *testing.T, p *program, pkg string) verdict.Entry {
	t.Helper()
	list := p.entries(verdict.Broken, pkg)
	require.Len(t, list, 1, "findings that %s settles", pkg)
	return list[0]
}

// text is an entry without what belongs to the run.
func text(t *testing.T, e verdict.Entry) string {
	t.Helper()
	e.Pos, e.End = token.NoPos, token.NoPos
	data, err := json.Marshal(e)
	require.NoError(t, err)
	return string(data)
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	sentences(t, []sentence{
		{"a finding is (rule, category, origin, gap)", "two_callers", func(t *testing.T, p *program) {
			list := p.entries(verdict.Broken, "api")
			require.Len(t, list, 2, "one for each gap")
			require.Equal(t, list[0].Reference(), list[1].Reference())
			require.NotEqual(t, list[0].Identity(), list[1].Identity())
			require.NotEqual(t, list[0].Fingerprint(0), list[1].Fingerprint(0))
			other := list[0]
			other.Category = "upsert"
			require.NotEqual(t, list[0].Identity(), other.Identity())
		}},
		{"origin: the hand-written statement", "direct", func(t *testing.T, p *program) {
			e := only(t, p, "api")
			require.Equal(t, "store/store.go", e.Origin.File)
			require.Equal(t, module, e.Origin.Module)
			require.False(t, e.Pos.IsValid(), "the origin lies in another package")
			require.Equal(t, "(*store.Store).Cancel", e.Symbol)
		}},
		{"origin: each hand-written call of a generated one", "generated", func(t *testing.T, p *program) {
			list := p.entries(verdict.Broken)
			require.Len(t, list, 2)
			require.NotEqual(t, list[0].Reference(), list[1].Reference())
			require.NotEqual(t, list[0].Fingerprint(0), list[1].Fingerprint(0))
		}},
		{"gap: the innermost call or handler where the evidence should stand", "innermost", func(t *testing.T, p *program) {
			e := only(t, p, "api")
			require.Equal(t, "(*api.API).cancel", e.GapSymbol)
			require.Equal(t, "api/api.go", e.Gap.File)
		}},
		{"it is printed at the origin, the gap is in related", "direct", func(t *testing.T, p *program) {
			e := only(t, p, "api")
			require.Equal(t, []verdict.Position{*e.Gap}, positions(e.Related))
			require.NotEqual(t, e.Origin, *e.Gap)
		}},
		{"origin: each hand-written call of a generated one, through an interface or a function value", "generated_handed", nil},
		{"origin: the hand-written statement, through an interface over a wrapper", "text_interface", nil},
		{"two mains give identical findings", "bound", func(t *testing.T, p *program) {
			a, b := only(t, p, "cmd/a"), only(t, p, "cmd/b")
			require.Equal(t, a.Identity(), b.Identity())
			require.True(t, a.Here.IsValid() && b.Here.IsValid(), "each has a binding of its own, for drivers that show findings in its files")
			a.Here, b.Here = token.NoPos, token.NoPos
			require.Equal(t, text(t, a), text(t, b))
		}},
	})
	t.Run("text, fingerprint and position never depend on the package that settles it", func(t *testing.T) {
		t.Parallel()
		direct, bound := load(t, "direct").run(), load(t, "bound").run()
		x, y := only(t, direct, "api"), only(t, bound, "cmd/a")
		require.Equal(t, x.Message, y.Message)
		require.Equal(t, x.Category, y.Category)
		require.Equal(t, x.Origin, y.Origin)
		require.Equal(t, x.GapSymbol, y.GapSymbol)
		require.Equal(t, x.Fingerprint(0), y.Fingerprint(0))
		require.Equal(t, x.Related[0].Message, y.Related[0].Message)
	})
}

func positions(related []verdict.Related) []verdict.Position {
	var out []verdict.Position
	for _, r := range related {
		out = append(out, r.Position)
	}
	return out
}

func TestLeaving(t *testing.T) {
	t.Parallel()
	sentences(t, []sentence{
		{"it leaves only if a caller outside can reach the function and can supply what is missing", "leaving", func(t *testing.T, p *program) {
			var funcs []string
			for _, o := range p.heard("store").Open {
				funcs = append(funcs, o.Func)
			}
			const recv = "(*example.com/shop/store.Store)."
			require.ElementsMatch(t, []string{recv + "Cancel", recv + "Order", recv + "Void", recv + "void"}, funcs)
		}},
		{"strict: no statement leaves", "strict", func(t *testing.T, p *program) {
			for _, o := range p.heard("store").Open {
				require.True(t, o.Ask, "a question about a value is no statement that leaves: %s", o.String())
			}
			require.Empty(t, p.entries(verdict.Broken, "api"))
		}},
		{"what leaves and reaches no end is broken (no caller)", "orphans", func(t *testing.T, p *program) {
			list := p.orphans()
			require.Len(t, list, 3)
			for _, e := range list {
				require.Equal(t, verdict.Broken, e.Verdict)
				require.Contains(t, strings.Join(e.Why, "; "), "no caller")
			}
		}},
		{"only the command knows what has no caller: packages stay silent about it", "orphans", func(t *testing.T, p *program) {
			orphans := p.orphans()
			for _, e := range p.entries(verdict.Broken) {
				require.False(t, slices.ContainsFunc(orphans, func(o verdict.Entry) bool { return o.Origin == e.Origin }), "%s", e.Origin)
			}
			require.Empty(t, p.entries(verdict.Unresolved))
		}},
	})
	t.Run("the package alone decides that", func(t *testing.T) {
		t.Parallel()
		with := load(t, "direct")
		alone := load(t, "direct")
		for pkg := range alone.sources {
			if pkg != module+"/store" {
				delete(alone.sources, pkg)
			}
		}
		with.run()
		alone.run()
		require.Equal(t, with.ledgers[module+"/store"].Entries, alone.ledgers[module+"/store"].Entries)
		require.Equal(t, with.heard("store"), alone.heard("store"))
	})
}

func TestBindings(t *testing.T) {
	t.Parallel()
	edges := func(pkg, want string) func(*testing.T, *program) {
		return func(t *testing.T, p *program) { require.Contains(t, p.fact(pkg).String(), want) }
	}
	settledIn := func(pkg string, n int) func(*testing.T, *program) {
		return func(t *testing.T, p *program) { require.Len(t, p.entries(verdict.Broken, pkg), n) }
	}
	sentences(t, []sentence{
		{"a binding is per slot: field", "slot_field", settledIn("cmd", 1)},
		{"a binding is per slot: parameter", "slot_parameter", settledIn("cmd", 1)},
		{"a binding is per slot: variable", "slot_variable", settledIn("cmd", 1)},
		{"a binding is per slot: type parameter", "slot_typeparam", settledIn("cmd", 2)},
		{"a binding is per slot: function value", "slot_function", settledIn("cmd", 1)},
		{"a binding is per slot: what generic code or a function value makes", "slot_created", settledIn("cmd", 2)},
		{"none known: unresolved (binding not loaded)", "unbound", func(t *testing.T, p *program) {
			list := p.orphans()
			require.Len(t, list, 1)
			require.Equal(t, verdict.Unresolved, list[0].Verdict)
			require.Contains(t, list[0].Reason, "binding not loaded")
		}},
		{"a binding is per slot: embedded interface", "slot_embedded", settledIn("cmd", 1)},
		{"a binding is per slot: filled by an option", "slot_option", settledIn("cmd", 1)},
		{"a binding is per slot: kept in a map or a list", "slot_registry", settledIn("cmd", 1)},
		{"recorded as conversions T to I and I to J in the fact of the package that makes them", "conversions", func(t *testing.T, p *program) {
			edges("store", "=*example.com/shop/store.Store")(t, p)
			require.NotContains(t, p.fact("api").String(), "store.Store", "who is bound knows nothing of it")
			settledIn("service", 1)(t, p)
		}},
		{"recorded as conversions I to J: interfaces with the same methods", "conversions_same", settledIn("service", 1)},
		{"never matched by types.Implements", "implements", nil},
		{"a decorator's inner slot is its own: one that passes on", "decorator", settledIn("cmd", 1)},
		{"a decorator's inner slot is its own: one that verifies", "decorator_verifies", nil},
		{"a decorator's inner slot is its own: the same inner type bare elsewhere", "decorator_both", func(t *testing.T, p *program) {
			require.Empty(t, p.entries(verdict.Broken, "cmd/safe"))
			settledIn("cmd/bare", 1)(t, p)
		}},
		{"recursion ends there", "decorator_recursion", nil},
		{"constructors given to fx are typed bindings", "fx", settledIn("cmd", 1)},
		{"constructors given to dig are typed bindings", "dig", settledIn("cmd", 1)},
		{"constructors given to wire are typed bindings", "wire", settledIn("cmd", 1)},
		{"tests and mocks bind nothing", "mocks", nil},
		{"several values in one slot: each must be met", "several", settledIn("cmd", 1)},
		{"several values in one slot: as evidence, each must give it", "several_evidence", nil},
	})
}

func TestSettling(t *testing.T) {
	t.Parallel()
	sentences(t, []sentence{
		{"judged in the first package that sees all three and marked settled in its fact", "first_sees", func(t *testing.T, p *program) {
			require.Equal(t, "(*store.Store).Cancel", only(t, p, "wiring").Symbol)
			require.Empty(t, p.entries(verdict.Broken, "cmd/a"))
			require.NotEmpty(t, p.heard("wiring").Settled)
		}},
		{"the obligation still travels: a later package may bind another T", "first_sees", func(t *testing.T, p *program) {
			require.Equal(t, "(*memory.Store).Cancel", only(t, p, "cmd/b").Symbol)
			require.True(t, slices.ContainsFunc(p.heard("wiring").Open, func(o tenantscope.Open) bool { return strings.HasSuffix(o.Func, "store.Store).Cancel") }))
		}},
		{"siblings that both settle it collapse by identity", "siblings", func(t *testing.T, p *program) {
			a, b := only(t, p, "left"), only(t, p, "right")
			require.Equal(t, a.Identity(), b.Identity())
			require.True(t, a.Here.IsValid() && b.Here.IsValid(), "each has a binding of its own, for drivers that show findings in its files")
			a.Here, b.Here = token.NoPos, token.NoPos
			require.Equal(t, text(t, a), text(t, b))
			require.Empty(t, p.entries(verdict.Broken, "cmd"))
		}},
		{"a question to the callers is answered at each of them", "asks", nil},
	})
}

// TestRowsElsewhere holds the evidence that stands in another function or package than the call which needs it.
func TestRowsElsewhere(t *testing.T) {
	t.Parallel()
	sentences(t, []sentence{
		{"a row that a private field holds is asked of what fills the field", "held_row", nil},
		{"a key was read before through an interface, in a function that is asked first", "read_before_through_interface", nil},
		{"a row is read by the key of a scoped row, through an interface", "read_by_scoped_key", nil},
		{"a row is read by the key of a scoped row, by a function of another package", "read_by_scoped_key_direct", nil},
		{"a statement waits for what interfaces give", "place_waits", nil},
	})
}

func TestFacts(t *testing.T) {
	t.Parallel()
	sentences(t, []sentence{
		{"only direct imports' facts are visible: a chain of four", "chain", func(t *testing.T, p *program) { only(t, p, "cmd") }},
		{"only direct imports' facts are visible: a diamond", "diamond", func(t *testing.T, p *program) {
			require.Len(t, p.entries(verdict.Broken, "cmd"), 2)
			f := p.heard("cmd")
			keys := map[string]bool{}
			for _, o := range f.Open {
				k := o.ID + o.Func
				require.False(t, keys[k], "%s twice", k)
				keys[k] = true
			}
		}},
		{"a package re-exports summaries of foreign types that its own API hands out", "foreign_methods", nil},
	})
	for _, name := range []string{"bound", "diamond", "decorator_both", "several", "foreign_methods", "waivers", "asks", "generated"} {
		p := load(t, name).run()
		t.Run("sorted, whatever the order of the packages: "+name, func(t *testing.T) {
			t.Parallel()
			for _, pkg := range p.order {
				f := p.fact(strings.TrimPrefix(pkg, module+"/"))
				on, err := tenantscope.NewFact("example.com/other", &tenantscope.Knowledge{}, f)
				require.NoError(t, err)
				k, err := tenantscope.Heard(on)
				require.NoError(t, err)
				require.Equal(t, p.heard(strings.TrimPrefix(pkg, module+"/")), k, "%s: handing a fact on leaves it as it is", pkg)
			}
		})
		t.Run("round-tripped through gob: "+name, func(t *testing.T) {
			t.Parallel()
			for _, pkg := range p.order {
				data, err := p.results[pkg].Facts.Encode()
				require.NoError(t, err)
				back, err := runner.DecodeFacts(data)
				require.NoError(t, err)
				f := new(tenantscope.Fact)
				ok, err := back.Decode(f)
				require.NoError(t, err)
				require.True(t, ok)
				k, err := tenantscope.Heard(f)
				require.NoError(t, err)
				require.Equal(t, p.heard(strings.TrimPrefix(pkg, module+"/")), k)
				require.Equal(t, p.fact(strings.TrimPrefix(pkg, module+"/")).String(), f.String())
			}
		})
		t.Run("positions are relative to the module root: "+name, func(t *testing.T) {
			t.Parallel()
			for _, pkg := range p.order {
				data, err := json.Marshal(p.heard(strings.TrimPrefix(pkg, module+"/"))) // a fact's own bytes tell the start of a text once
				require.NoError(t, err)
				require.NotContains(t, string(data), root)
			}
		})
		t.Run("the same bytes in every run: "+name, func(t *testing.T) {
			t.Parallel()
			q := load(t, name).run()
			for _, pkg := range p.order {
				x, err := p.results[pkg].Facts.Encode()
				require.NoError(t, err)
				y, err := q.results[pkg].Facts.Encode()
				require.NoError(t, err)
				require.Equal(t, string(x), string(y), pkg)
			}
		})
	}
	t.Run("String tells what is in it", func(t *testing.T) {
		t.Parallel()
		p := load(t, "foreign_methods").run()
		s := p.fact("store").String()
		require.Contains(t, s, "template (*example.com/shop/store.Store).One")
		require.Contains(t, s, "open (*example.com/shop/store.Store).Cancel")
		require.Contains(t, load(t, "bound").run().fact("cmd/a").String(), "edge ")
	})
	t.Run("nothing is dropped, however many obligations there are", func(t *testing.T) {
		t.Parallel()
		const n = 2000
		var src strings.Builder
		src.WriteString("package store\n\nimport \"database/sql\"\n\ntype Store struct{ db *sql.DB }\n")
		for i := range n {
			fmt.Fprintf(&src, "\nfunc (s *Store) Cancel%d(id string) { s.db.Exec(\"DELETE FROM orders WHERE id = $1\", id) }\n", i)
		}
		p := parse(t, &txtar.Archive{Files: []txtar.File{{Name: "store/store.go", Data: []byte(src.String())}}}).run()
		require.Equal(t, n, len(p.heard("store").Open)+len(p.entries(verdict.Unresolved)))
	})
}

func TestWaivers(t *testing.T) {
	t.Parallel()
	sentences(t, []sentence{
		{"a waiver stands at the origin, and is used if without it the obligation would be broken or would leave", "waivers", func(t *testing.T, p *program) {
			require.Len(t, p.entries(verdict.Waived, "store"), 3, "the package of the origin decides")
			require.Empty(t, p.entries(verdict.Waived, "api"))
		}},
		{"a waiver is carried in the fact, with its claim about callers, which is listed as not verified", "waivers", func(t *testing.T, p *program) {
			carried := func(o tenantscope.Open) bool {
				return o.Claim == "background" && strings.HasSuffix(o.Func, "Store).Sweep")
			}
			require.True(t, slices.ContainsFunc(p.heard("store").Open, carried))
			require.True(t, slices.ContainsFunc(p.heard("api").Open, carried), "and handed on")
			var assumed []string
			for _, e := range p.entries(verdict.Waived, "store") {
				assumed = append(assumed, e.Assumptions...)
			}
			require.Len(t, assumed, 1, "the claim that the package verifies is none")
			require.Contains(t, assumed[0], "claims background, which is about its callers (permguard tells when an endpoint contradicts it): nightly")
		}},
	})
}
