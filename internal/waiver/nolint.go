package waiver

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// nolint is one comment that golangci-lint reads, as the lines that it silences. Its meaning is golangci-lint's: the lines of its comment group, and the whole of a
// node that begins in the next line at the same column, be it a statement, a function or the file.
type nolint struct {
	first, last int
	rules       []string // nil for all
	waiver      Waiver
}

// nolints reads the file's comments.
func nolints(tf *token.File, f *ast.File) []nolint {
	var list []nolint
	columns := make(map[[2]int][]int) // line above and column of a node to indexes of the comments there
	for _, group := range f.Comments {
		for _, c := range group.List {
			rules, reason, ok := parseNolint(c.Text)
			if !ok {
				continue
			}
			at := tf.Position(group.Pos())
			n := nolint{
				first: at.Line, last: tf.Line(group.End()), rules: rules,
				waiver: Waiver{Reason: reason, Pos: c.Pos(), End: c.End(), Nolint: true},
			}
			key := [2]int{n.last, at.Column}
			columns[key] = append(columns[key], len(list))
			list = append(list, n)
		}
	}
	if len(list) == 0 {
		return nil
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || !n.Pos().IsValid() {
			return true
		}
		at := tf.Position(n.Pos())
		for _, i := range columns[[2]int{at.Line - 1, at.Column}] {
			list[i].last = max(list[i].last, tf.Line(n.End()))
		}
		return true
	})
	return list
}

// parseNolint reads one comment. ok is false for any other comment.
func parseNolint(text string) (rules []string, reason string, ok bool) {
	text, found := strings.CutPrefix(strings.TrimLeft(text, "/ "), "nolint")
	if !found || (text != "" && text[0] != ':' && text[0] != ' ') {
		return nil, "", false
	}
	text, reason, _ = strings.Cut(text, "//")
	names, listed := strings.CutPrefix(text, ":")
	if !listed {
		return nil, strings.TrimSpace(reason), true
	}
	for name := range strings.SplitSeq(names, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "all" {
			return nil, strings.TrimSpace(reason), true
		}
		rules = append(rules, name)
	}
	return rules, strings.TrimSpace(reason), true
}

// matchNolint gives a waiver of its own for each match, since one comment may silence several rules.
func matchNolint(list []nolint, line int, rule string) *Waiver {
	for i := range list {
		n := &list[i]
		if line >= n.first && line <= n.last && (n.rules == nil || slices.Contains(n.rules, rule)) {
			w := n.waiver
			w.Rule = rule
			return &w
		}
	}
	return nil
}
