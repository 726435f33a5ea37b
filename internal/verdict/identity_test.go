package verdict

import (
	"testing"
)

func entry() Entry {
	return Entry{
		Rule: "tenantscope", Category: "unscoped", Verdict: Broken, Symbol: "(*store.Store).Order", Relation: "orders", Statement: "ab12",
		Origin:    Position{Module: "example.com/shop", File: "store/orders.go", Line: 41, Column: 7},
		GapSymbol: "api.Get", Gap: &Position{Module: "example.com/shop", File: "api/get.go", Line: 9, Column: 2},
	}
}

func TestFingerprintChangesOnlyWithWhatNamesTheFinding(t *testing.T) {
	same := map[string]func(*Entry){
		"line moved":            func(e *Entry) { e.Origin.Line, e.Origin.Column = 99, 3 },
		"file of the package":   func(e *Entry) { e.Origin.File = "store/renamed.go" },
		"gap moved":             func(e *Entry) { e.Gap = &Position{File: "x.go", Line: 1} },
		"message reworded":      func(e *Entry) { e.Message = "something else" },
		"severity turned down":  func(e *Entry) { e.Severity = "warning" },
		"another main settled":  func(e *Entry) { e.Why = []string{"because"} },
		"related places differ": func(e *Entry) { e.Related = []Related{{Message: "called here"}} },
	}
	differs := map[string]func(*Entry){
		"rule":               func(e *Entry) { e.Rule = "permguard" },
		"category":           func(e *Entry) { e.Category = "wider-key" },
		"symbol":             func(e *Entry) { e.Symbol = "(*store.Store).Orders" },
		"relation":           func(e *Entry) { e.Relation = "items" },
		"statement":          func(e *Entry) { e.Statement = "ab13" },
		"gap symbol":         func(e *Entry) { e.GapSymbol = "api.List" },
		"package":            func(e *Entry) { e.Origin.File = "storage/orders.go" },
		"module":             func(e *Entry) { e.Origin.Module = "example.com/other" },
		"parts run together": func(e *Entry) { e.Relation, e.GapSymbol = "ordersapi", ".Get" },
	}
	base := entry()
	want := base.Fingerprint(0)
	for name, change := range same {
		e := entry()
		change(&e)
		if got := e.Fingerprint(0); got != want {
			t.Errorf("%s: fingerprint changed from %s to %s", name, want, got)
		}
	}
	for name, change := range differs {
		e := entry()
		change(&e)
		if got := e.Fingerprint(0); got == want {
			t.Errorf("%s: fingerprint stayed %s", name, got)
		}
	}
	if got := base.Fingerprint(1); got != want+"-2" {
		t.Errorf("second of the same: got %s, want %s-2", got, want)
	}
}

func TestReferenceIgnoresWhoSettledIt(t *testing.T) {
	a, b := entry(), entry()
	b.Verdict, b.Gap, b.GapSymbol = Met, nil, ""
	if a.Reference() != b.Reference() {
		t.Error("one reference settled twice must count once")
	}
	if a.Identity() == b.Identity() {
		t.Error("a broken and a met judgement are not one finding")
	}
}

func TestWorse(t *testing.T) {
	order := []Verdict{Met, Waived, Unresolved, Broken}
	for i, a := range order {
		for j, b := range order {
			want := order[max(i, j)]
			if got := Worse(a, b); got != want {
				t.Errorf("Worse(%v, %v) = %v, want %v", a, b, got, want)
			}
		}
	}
}

func TestPositionPackage(t *testing.T) {
	for _, tc := range []struct{ module, file, want string }{
		{"example.com/shop", "store/orders.go", "example.com/shop/store"},
		{"example.com/shop", "main.go", "example.com/shop"},
		{"", "main.go", "."},
	} {
		if got := (Position{Module: tc.module, File: tc.file}).Package(); got != tc.want {
			t.Errorf("%s in %s: got %q, want %q", tc.file, tc.module, got, tc.want)
		}
	}
}
