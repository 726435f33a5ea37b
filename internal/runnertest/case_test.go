package runnertest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// recorder keeps what a check complains of.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

const scripted = `
-- app/app.go --
package app

// TG-01: one
func one() {
	query() // want ` + "`on orders` `on users`" + `
	query()
}

// TG-01: another
func another() {
	query() // orphan ` + "`on orders`" + `
}
`

func TestCases(t *testing.T) {
	t.Parallel()
	m := RuleModule{Dir: Write(t, scripted)}
	cases := m.Cases(t)
	require.Len(t, cases, 2)
	require.Equal(t, []string{"TG-01/one", "TG-01/another"}, []string{cases[0].Name(), cases[1].Name()})
	require.Equal(t, "app", cases[0].Program())
	at := func(line int, message string) Finding { return Finding{Place{"app/app.go", line}, message} }
	orders, users := at(5, "query on orders"), at(5, "query on users")
	for _, tc := range []struct {
		name  string
		of    Case
		shown []Finding
		said  []string
	}{
		{"as expected", cases[0], []Finding{orders, users}, nil},
		{"one is missing", cases[0], []Finding{users}, []string{`app/app.go:5: no finding matches "on orders"`}},
		{"one more on the line", cases[0], []Finding{orders, users, at(5, "query on carts")}, []string{"app/app.go:5: not expected: query on carts"}},
		{"one more in the function", cases[0], []Finding{orders, users, at(6, "query on orders")}, []string{"app/app.go:6: not expected: query on orders"}},
		{"one more elsewhere", cases[0], []Finding{orders, users, at(11, "query on orders")}, nil},
		{"nothing of what the command knows alone", cases[1], []Finding{orders}, nil},
		{"what the command knows alone", cases[1], []Finding{at(11, "query on orders")}, []string{"app/app.go:11: not expected: query on orders"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{TB: t}
			tc.of.Check(r, tc.shown)
			require.Equal(t, tc.said, r.said)
		})
	}
	s := m.Script(t)
	require.True(t, s.Alone(Place{"app/app.go", 11}))
	require.False(t, s.Alone(Place{"app/app.go", 5}))
	require.Equal(t, "TG-01/another", s.ItemAt(Place{"app/app.go", 11}))
	require.Equal(t, "rest", s.ItemAt(Place{"app/app.go", 2}))
}

func TestAnnouncedCases(t *testing.T) {
	t.Parallel()
	m := RuleModule{announced: true, Dir: Write(t, `
-- app/main.go --
package main

func main() {
	handle() // PG-01 guarded: met
	handle() // PG-02 open: broken
	handle() // PG-02 open by the same cause: told
}
`)}
	at := func(line int) []Finding { return []Finding{{Place{"app/main.go", line}, "POST /x"}} }
	complaints := map[string][2]int{}
	for _, c := range m.Cases(t) {
		with, without := &recorder{TB: t}, &recorder{TB: t}
		c.Check(with, at(c.lines.From))
		c.Check(without, nil)
		complaints[c.Name()] = [2]int{len(with.said), len(without.said)}
	}
	require.Equal(t, map[string][2]int{"PG-01/guarded": {1, 0}, "PG-02/open": {0, 1}, "PG-02/open by the same cause": {1, 0}}, complaints)
}
