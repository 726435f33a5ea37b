package sqlread

// prefix reads the operators before an operand, in a loop, then the operand, and builds outwards. A loop, because a text may
// pile up any number of them; it is bounded all the same, because the tree is as deep as the pile.
func (p *parser) prefix() Expr {
	first := p.i
	for p.prefixOp() {
		p.i++
	}
	if p.i == first {
		return p.primary()
	}
	if p.i-first > MaxDepth || !p.enter() {
		p.bad("nested too deep")
		return &Raw{p.since(int(p.toks[first].start))}
	}
	defer p.leave()
	last := p.i
	least := precUnary
	if p.toks[last-1].kw == "NOT" {
		least = precIs
	}
	e := p.binary(least)
	for n := last - 1; n >= first; n-- {
		t := &p.toks[n]
		switch {
		case t.kw == "BINARY": // MySQL's cast to a byte string changes how the operand is compared, not what it is
			continue
		case t.kw == "NOT" && n < last-1 && p.toks[n+1].kw != "NOT":
			// NOT -a = b: the sign was read first; what follows the signed operand belongs under NOT.
			e = p.operators(e, precIs, int(p.toks[n+1].start))
		}
		op := t.text
		if t.kw == "NOT" || op == "!" {
			op = "NOT"
		}
		e = &Unary{Op: op, X: e, Span: p.since(int(t.start))}
	}
	return e
}

// prefixOp reports whether an operator that takes its operand to the right stands here.
func (p *parser) prefixOp() bool {
	t := p.cur()
	switch t.kind {
	case tokOp:
		switch t.text {
		case "-", "+", "~", "!", "!!", "|/", "||/", "@", "@@":
			return true
		}
	case tokWord:
		switch t.kw {
		case "NOT":
			return true
		case "BINARY":
			n := p.at(1)
			return n.isName() && !clauseStart(n.kw) && n.kw != "AS" || n.kind == tokBind || n.kind == tokString
		}
	}
	return false
}
