package sqlread

// Conjuncts splits a condition at its top-level ANDs, in the order of the text. Nil gives none.
func Conjuncts(e Expr) []Expr { return split(e, "AND") }

// Disjuncts splits a condition at its top-level ORs, in the order of the text.
func Disjuncts(e Expr) []Expr { return split(e, "OR") }

// split flattens a tree of one operator. The stack holds what is still to be split, rightmost first, so that neither a long
// chain nor one built by hand that leans right recurses.
func split(e Expr, op string) []Expr {
	if e == nil {
		return nil
	}
	var parts []Expr
	stack := []Expr{e}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if b, ok := e.(*Binary); ok && b.Op == op {
			stack = append(stack, b.R, b.L)
			continue
		}
		parts = append(parts, e)
	}
	return parts
}

// Binds lists the placeholders below a node, in the order that Inspect meets them.
func Binds(node any) []*Bind {
	var binds []*Bind
	Inspect(node, func(n any) bool {
		switch n := n.(type) {
		case *Bind:
			binds = append(binds, n)
		case *Relation:
			if n.Bind != nil {
				binds = append(binds, n.Bind)
			}
		}
		return true
	})
	return binds
}

// HasHole reports whether text that is not known stands anywhere below a node: a hole, or an expression that was not understood.
func HasHole(node any) bool {
	found := false
	Inspect(node, func(n any) bool {
		switch n := n.(type) {
		case *Hole, *Raw:
			found = true
		case *Relation:
			found = found || n.Hole != 0
		}
		return !found
	})
	return found
}
