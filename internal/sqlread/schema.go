package sqlread

import "strings"

// ddl steps over a schema statement. The query of CREATE TABLE|VIEW … AS is read, for it reads rows.
func (p *parser) ddl(st *Statement) {
	first := p.i
	verb := p.cur().kw
	end := ddlEnd(p.toks, p.i)
	if !ddlObject(&p.toks[min(first+1, len(p.toks)-1)], verb) {
		p.bad("no statement begins like this")
		p.i = end
		return
	}
	st.Kind = KindDDL
	if verb == "CREATE" {
		p.createAs(st, end)
	}
	if p.i < end {
		p.i = end
	}
}

// ddlObject reports whether t can follow a schema verb: "create a user" and "drop the table" are English.
func ddlObject(t *token, verb string) bool {
	if t.kind != tokWord {
		return verb == "GRANT" || verb == "REVOKE" || isHole(t) || t.kind == tokQuoted
	}
	switch t.kw {
	case "TABLE", "VIEW", "INDEX", "UNIQUE", "SCHEMA", "DATABASE", "SEQUENCE", "FUNCTION", "PROCEDURE", "TRIGGER", "POLICY", "DOMAIN", "EXTENSION",
		"TEMP", "TEMPORARY", "UNLOGGED", "GLOBAL", "LOCAL", "MATERIALIZED", "OR", "FOREIGN", "EVENT", "RECURSIVE", "CONSTRAINT", "ON", "DEFAULT", "ALL",
		"SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE", "TRUNCATE", "REFERENCES", "CREATE", "CAST", "COLUMN", "IGNORE", "SET", "ANALYZE", "BINARY":
		return true
	}
	if verb == "GRANT" || verb == "REVOKE" {
		return true
	}
	switch strings.ToUpper(t.text) {
	case "TYPE", "ROLE", "USER", "RULE", "AGGREGATE", "OPERATOR", "COLLATION", "CONVERSION", "LANGUAGE", "SERVER", "PUBLICATION", "SUBSCRIPTION",
		"STATISTICS", "TABLESPACE", "TEXT", "ACCESS", "GROUP", "VIRTUAL", "FULLTEXT", "SPATIAL", "DEFINER", "ALGORITHM", "SQL", "LARGE", "SYSTEM",
		"TRANSFORM", "OWNED", "ROUTINE", "KEYSPACE", "STREAM", "DICTIONARY", "CLUSTERED", "INSTANCE", "LOGFILE", "PREPARE", "SETTING", "HYPERTABLE":
		return true
	}
	return false
}

// createAs finds the query of CREATE TABLE|VIEW … AS before token end, and reads it.
func (p *parser) createAs(st *Statement, end int) {
	object := false
	for p.i < end {
		switch t := p.cur(); {
		case t.kw == "FUNCTION", t.kw == "PROCEDURE", t.kw == "TRIGGER", t.kw == "POLICY", t.kw == "EVENT", t.kw == "INDEX", t.is("RULE"), t.is("TYPE"):
			return
		case t.kw == "TEMP", t.kw == "TEMPORARY":
			p.advance()
			st.Temp = true
		case t.kw == "TABLE", t.kw == "VIEW":
			p.advance()
			object = true
			if p.accept("IF") {
				st.Temp = false // it may be there already, with other rows
				p.accept("NOT")
				p.accept("EXISTS")
			}
			if p.cur().isName() || isHole(p.cur()) {
				st.Target = p.relation()
			}
		case t.op("(") && object && queryStart(p.at(1)): // MySQL: CREATE TABLE t (SELECT …)
			st.Query = p.query()
			return
		case t.op("("):
			p.skipParens()
		case object && (t.kw == "AS" && (queryStart(p.at(1)) || p.at(1).op("(")) || t.kw == "SELECT"):
			p.accept("AS")
			st.Query = p.query()
			p.intoTarget = nil
			return
		default:
			p.advance()
		}
	}
}
