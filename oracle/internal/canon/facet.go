package canon

// valueClauses are the clauses whose expressions scope nothing: their sub-selects are kept in [Predicates], the rest is not.
func valueClause(op string) bool {
	switch op {
	case "items", "group", "order", "limit", "returning", "rows", "set":
		return true
	}
	return false
}

// Predicates is the part of a reading that decides whether a row is scoped: FROM with its joins, ON, USING, WHERE, HAVING,
// the conflict key and its WHERE, and every sub-select wherever it stands. Projections, assignments, inserted values,
// ordering and limits are replaced by the sub-selects in them.
func Predicates(n *Node) *Node {
	if n == nil {
		return nil
	}
	out := &Node{Op: n.Op, Text: n.Text, At: n.At}
	for _, k := range n.Kids {
		if valueClause(k.Op) {
			for _, q := range queries(k) {
				out.Kids = append(out.Kids, Predicates(q))
			}
			continue
		}
		out.Kids = append(out.Kids, Predicates(k))
	}
	return out
}

// queries returns the outermost sub-selects below n, in order.
func queries(n *Node) []*Node {
	if n == nil {
		return nil
	}
	if n.Op == "query" {
		return []*Node{n}
	}
	var out []*Node
	for _, k := range n.Kids {
		out = append(out, queries(k)...)
	}
	return out
}

// Diff is the first place, in reading order, where two trees differ: the path of operators to it and what stands there on
// either side. Equal trees give an empty path.
type Diff struct {
	Path      string
	Got, Want string
}

// Compare finds the first difference between a reading and what the other grammar says.
func Compare(got, want *Node) (Diff, bool) {
	return compare(got, want, "")
}

func compare(got, want *Node, path string) (Diff, bool) {
	if got == nil || want == nil || got.Op != want.Op || got.Text != want.Text || got.At != want.At || len(got.Kids) != len(want.Kids) {
		if got != nil && want != nil && got.Op == want.Op && got.Text == want.Text && got.At == want.At {
			// Only the number of children differs: descend to the first child that does, so the report is short.
			for i := 0; i < len(got.Kids) && i < len(want.Kids); i++ {
				if got.Kids[i].Op != want.Kids[i].Op {
					break
				}
				if d, same := compare(got.Kids[i], want.Kids[i], path+"/"+got.Op); !same {
					return d, false
				}
			}
		}
		if got.String() == want.String() {
			return Diff{}, true
		}
		return Diff{Path: path, Got: got.String(), Want: want.String()}, false
	}
	for i := range got.Kids {
		if d, same := compare(got.Kids[i], want.Kids[i], path+"/"+got.Op); !same {
			return d, false
		}
	}
	return Diff{}, true
}
