package sqlread

import "strings"

// createPolicy reads what follows CREATE POLICY.
func (d *ddl) createPolicy(start int) {
	p := &PolicyDef{Name: d.ident(), Command: "ALL"}
	if p.Name == "" || !d.word("ON") {
		return
	}
	table, ok := d.name()
	if !ok {
		d.nameProblem(start)
		return
	}
	d.policyTail(p)
	d.add(start, Change{Op: OpCreatePolicy, Table: table, Name: p.Name, Policy: p})
}

// alterPolicy reads what follows ALTER POLICY. Command stays empty: it cannot be altered.
func (d *ddl) alterPolicy(start int) {
	p := &PolicyDef{Name: d.ident()}
	if p.Name == "" || !d.word("ON") {
		return
	}
	table, ok := d.name()
	if !ok {
		d.nameProblem(start)
		return
	}
	c := Change{Op: OpAlterPolicy, Table: table, Name: p.Name, Policy: p}
	if d.word("RENAME", "TO") {
		c.NewName = d.ident()
	} else {
		d.policyTail(p)
	}
	d.add(start, c)
}

// policyTail reads AS x FOR x TO x, y USING (…) WITH CHECK (…). The parts come in this order in Postgres;
// they are taken in any.
func (d *ddl) policyTail(p *PolicyDef) {
	for !d.done() {
		switch {
		case d.word("AS"):
			p.Restrictive = d.next().is("RESTRICTIVE")
		case d.word("FOR"):
			p.Command = strings.ToUpper(d.next().text)
		case d.word("TO"):
			for {
				if r := d.ident(); r != "" {
					p.Roles = append(p.Roles, r)
				}
				if !d.take(",") {
					break
				}
			}
		case d.word("USING"):
			p.Using = d.source(d.skipParens())
		case d.word("WITH", "CHECK"):
			p.Check = d.source(d.skipParens())
		default:
			d.pos++
		}
	}
}
