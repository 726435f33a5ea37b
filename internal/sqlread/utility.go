package sqlread

import "strings"

// utility reads a statement that touches no row. Plain English begins with such words too ("use of closed connection",
// "lock not held"): what follows the verb decides, and what does not fit is no statement.
func (p *parser) utility(st *Statement) {
	if !p.utilityShape() {
		p.notStatement()
		return
	}
	st.Kind = KindUtil
	p.skipStatement()
}

// notStatement notes that no statement is written here, and steps over it.
func (p *parser) notStatement() {
	p.bad("no statement begins like this")
	p.skipStatement()
}

// ends reports whether the statement ends n tokens ahead.
func (p *parser) ends(n int) bool {
	t := p.at(n)
	return t.kind == tokEOF || t.op(";")
}

// utilityShape reports whether what follows the verb is what the verb takes. A name behind it must end the statement, or
// be followed by what can follow a name there; prose goes on with another word.
func (p *parser) utilityShape() bool {
	next := p.at(1)
	if isHole(next) {
		return true
	}
	switch strings.ToUpper(p.cur().text) {
	case "ROLLBACK":
		return p.ends(1) || wordOf(next, "TRANSACTION WORK TO PREPARED AND")
	case "COMMIT", "END", "ABORT", "BEGIN", "START", "CHECKPOINT":
		return p.ends(1) || wordOf(next, "TRANSACTION WORK PREPARED AND ISOLATION READ IMMEDIATE DEFERRED EXCLUSIVE DEFERRABLE NOT CONCURRENT")
	case "DISCARD":
		return p.ends(2) && wordOf(next, "ALL PLANS SEQUENCES TEMP TEMPORARY")
	case "SAVEPOINT", "USE", "CLOSE", "UNLOCK":
		return next.isName() && p.ends(2)
	case "RELEASE", "DEALLOCATE":
		return next.isName() && (p.ends(2) || wordOf(next, "SAVEPOINT PREPARE") && p.ends(3))
	case "LISTEN", "UNLISTEN":
		return (next.isName() || next.op("*")) && p.ends(2)
	case "NOTIFY":
		return next.isName() && (p.ends(2) || p.at(2).op(","))
	case "PRAGMA":
		return next.isName() && (p.ends(2) || p.at(2).op("=") || p.at(2).op("(") || p.at(2).op("."))
	case "LOCK":
		n := 2
		if wordOf(next, "TABLE TABLES") {
			n = 3
		}
		return p.at(n-1).isName() && (p.ends(n) || p.at(n).op(",") || p.at(n).op(".") || wordOf(p.at(n), "IN READ WRITE AS NOWAIT LOW_PRIORITY ONLY"))
	case "VACUUM", "ANALYZE", "ANALYSE", "OPTIMIZE", "REPAIR", "CHECK":
		return p.ends(1) || next.op("(") || wordOf(next, "FULL FREEZE VERBOSE ANALYZE TABLE INTO LOCAL NO_WRITE_TO_BINLOG") ||
			next.isName() && (p.ends(2) || p.at(2).op(".") || p.at(2).op(",") || p.at(2).op("(") || p.at(2).kw == "INTO")
	case "REINDEX", "CLUSTER":
		return p.ends(1) || next.op("(") || wordOf(next, "INDEX TABLE SCHEMA DATABASE SYSTEM VERBOSE") || next.isName() && (p.ends(2) || p.at(2).kw == "USING" || p.at(2).op("."))
	case "FETCH", "MOVE":
		for n := 1; n < 5 && !p.ends(n); n++ {
			if p.at(n).kw == "FROM" || p.at(n).kw == "IN" {
				return p.ends(n + 2)
			}
		}
		return next.isName() && p.ends(2)
	case "KILL":
		return next.kind == tokNumber || next.kind == tokBind || wordOf(next, "QUERY CONNECTION")
	case "LOAD":
		return next.kind == tokString || wordOf(next, "DATA XML INDEX")
	case "ATTACH":
		return next.is("DATABASE") || next.kind == tokString || next.kind == tokBind || p.at(2).kw == "AS"
	case "DETACH":
		return next.is("DATABASE") || next.isName() && p.ends(2)
	case "SHOW":
		return next.isName() || p.ends(2)
	case "FLUSH":
		return wordOf(next, "TABLES TABLE PRIVILEGES LOGS STATUS HOSTS LOCAL BINARY ERROR")
	case "HANDLER", "XA":
		return next.isName() || next.kind == tokString
	case "IMPORT":
		return next.kw == "FOREIGN" || next.is("TABLE")
	case "SECURITY":
		return next.is("LABEL")
	case "REASSIGN":
		return next.is("OWNED")
	case "GO":
		return p.ends(1)
	}
	return false
}

// wordOf reports whether t is one of the words of a list that is written in upper case with single spaces.
func wordOf(t *token, list string) bool {
	if t.kind != tokWord {
		return false
	}
	for len(list) > 0 {
		var w string
		w, list, _ = strings.Cut(list, " ")
		if t.is(w) {
			return true
		}
	}
	return false
}
