package scope

// components tells which rows are scoped whenever another one is, both ways: equal tenant keys, sure and assumed joins.
type components struct {
	head   map[*row]*row
	assume map[*row]string
	order  []*row
}

func newComponents(f *facts, rows []*row) *components {
	c := &components{head: make(map[*row]*row), assume: make(map[*row]string)}
	byTenant := make(map[term]*row)
	for _, r := range rows {
		if t := f.d.tenant(r); t != 0 {
			root := f.find(t)
			if first, ok := byTenant[root]; ok {
				c.join(first, r, "")
			} else {
				byTenant[root] = r
			}
		}
	}
	all := f.edges(rows)
	for _, e := range all {
		if e.assume == "" && f.d.symmetric(e, all) {
			c.join(e.a, e.b, "")
		}
	}
	for _, e := range all {
		if e.assume != "" {
			c.join(e.a, e.b, e.assume)
		}
	}
	return c
}

// symmetric reports whether the edge holds in the other direction too without an assumption.
func (d *decider) symmetric(e edge, all []edge) bool {
	if !d.tick(len(all)) {
		return false
	}
	for _, o := range all {
		if o.a == e.b && o.b == e.a && o.assume == "" {
			return true
		}
	}
	return false
}

func (c *components) find(r *row) *row {
	for c.head[r] != nil {
		r = c.head[r]
	}
	return r
}

func (c *components) join(a, b *row, assume string) {
	a, b = c.find(a), c.find(b)
	if a == b {
		return
	}
	c.head[b] = a
	c.order = append(c.order, b)
	if assume != "" {
		c.assume[b] = assume
	}
}

// lead returns the first row of r's component among those that come out.
func (c *components) lead(r *row, at map[*row]int) (lead int, assume string, ok bool) {
	root := c.find(r)
	best := -1
	for s, i := range at { // the smallest index: order does not matter
		if s != r && c.find(s) == root && (best < 0 || i < best) {
			best = i
		}
	}
	if best < 0 {
		return 0, "", false
	}
	for _, b := range c.order {
		if a := c.assume[b]; a != "" && c.find(b) == root {
			assume = a
			break
		}
	}
	return best, assume, true
}
