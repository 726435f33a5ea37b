package runnertest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Case is an item of the table of expected verdicts, or what stands beside one, as it must look in any driver: some lines of a program, and the findings in them.
type Case struct {
	ID, Item string

	lines  Item
	expect map[Place][]*Expectation // of findings that any driver shows
}

// Finding is what a driver shows, where the statement or the registration stands.
type Finding struct {
	Place
	Message string
}

// Name is the name of the case's test.
func (c *Case) Name() string { return c.ID + "/" + c.Item }

// Program is the program that shows the case.
func (c *Case) Program() string {
	program, _, _ := strings.Cut(c.lines.File, "/")
	return program
}

// Cases are the cases that the programs show.
func (m RuleModule) Cases(t testing.TB) []Case {
	t.Helper()
	if m.announced {
		return announcedCases(t, m.Announced(t))
	}
	s := m.Script(t)
	var list []Case
	for _, it := range s.Items {
		c := Case{ID: it.ID, Item: it.Name, lines: it, expect: map[Place][]*Expectation{}}
		for at := range s.Expect {
			if it.Holds(at) {
				c.expect[at] = s.findings(at)
			}
		}
		list = append(list, c)
	}
	return list
}

// announcedCases takes any finding for the one that was announced: its pattern may be one of the evidence, which only the command's ledger has.
func announcedCases(t testing.TB, all map[string]Announcement) []Case {
	t.Helper()
	var list []Case
	for at, a := range all {
		file, number, _ := strings.Cut(at, ":")
		line, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(err)
		}
		c := Case{ID: a.ID, Item: a.Item, lines: Item{File: file, From: line, To: line}}
		if a.Verdict == "broken" {
			c.expect = map[Place][]*Expectation{{file, line}: {{Kind: "want", Pattern: regexp.MustCompile("")}}}
		}
		list = append(list, c)
	}
	return list
}

// Announced is what the module's programs announce, by "file:line"; nothing where comments expect findings.
func (m RuleModule) Announced(t testing.TB) map[string]Announcement {
	t.Helper()
	if !m.announced {
		return nil
	}
	return Announced(t, m.Dir, m.Dir)
}

// Script is what the comments of the module's programs expect; nothing where they announce endpoints.
func (m RuleModule) Script(t testing.TB) *Script {
	t.Helper()
	if m.announced {
		return NewScript()
	}
	return ReadScript(t, m.Dir, m.Dir)
}

// Check holds what a driver that sees one package at a time shows against the case: the findings that are expected, and no other in its lines.
func (c *Case) Check(t testing.TB, shown []Finding) {
	t.Helper()
	for _, f := range shown {
		if c.lines.Holds(f.Place) && !slices.ContainsFunc(c.expect[f.Place], func(e *Expectation) bool { return e.matches(f) }) {
			t.Errorf("%s: not expected: %s", f.Place, f.Message)
		}
	}
	for at, list := range c.expect {
		for _, e := range list {
			if !slices.ContainsFunc(shown, func(f Finding) bool { return f.Place == at && e.matches(f) }) {
				t.Errorf("%s: no finding matches %q", at, e.Pattern)
			}
		}
	}
}

func (e *Expectation) matches(f Finding) bool { return e.Pattern.MatchString(f.Message) }
