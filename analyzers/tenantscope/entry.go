package tenantscope

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// enter writes the judged references of an operation into the ledger, and those that leave into the fact.
func (j *judge) enter(o *operation) {
	pos, end := j.p.CallPos(o.Call)
	why := j.excused(o.Fn, pos)
	if why == "" && j.migrationText(o) {
		why = exemptMigration
	}
	if why != "" {
		j.exempt(o, pos, end, why)
		return
	}
	stmts := 0
	for i, r := range o.refs {
		stmts = 1
		j.weighRequests(o, r)
		e := j.entry(o, r, pos, end)
		e.Ordinal = i
		j.textWaivers(o, r.alt)
		if (r.Verdict != verdict.Met || len(r.requests) > 0) && j.waive(o, r, &e) {
			j.ledger.Entries = append(j.ledger.Entries, e)
			continue
		}
		if j.namesOuter(o, r) {
			j.fact.Awaits = append(j.fact.Awaits, Await{Func: flow.FuncKey(o.Fn), Name: r.Relation.Name, Entry: portable(e)})
			continue
		}
		if r.state == refLeaves && r.Verdict == verdict.Broken {
			j.leave(r.demand, e)
			continue
		}
		if asked := j.ask(o, r, e); !e.Traced {
			e.Asks = asked
		}
		j.ledger.Entries = append(j.ledger.Entries, e)
	}
	if o.Unresolved != "" && !o.Open {
		stmts = 1
		e := j.base(o, pos, end)
		e.Verdict, e.Category, e.Reason = verdict.Unresolved, "unread", o.Unresolved
		e.Message = "statement not read: " + o.Unresolved
		if !j.waive(o, nil, &e) && len(o.Awaits) > 0 {
			j.fact.Awaits = append(j.fact.Awaits, Await{Methods: o.Awaits, With: o.With, Entry: portable(e)})
			j.exempt(o, pos, end, exemptWraps)
			return
		}
		j.ledger.Entries = append(j.ledger.Entries, e)
	}
	if stmts == 0 {
		j.exempt(o, pos, end, o.owesNothing()...)
	}
	j.ledger.Statements += stmts
}

func (j *judge) base(o *operation, pos, end token.Pos) verdict.Entry {
	return verdict.Entry{
		Rule: Name, Pos: pos, End: end, Origin: j.position(pos), Symbol: symbol(o.Fn), Statement: statementHash(o.Operation),
	}
}

func (j *judge) entry(o *operation, r *reference, pos, end token.Pos) verdict.Entry {
	e := j.base(o, pos, end)
	e.Verdict, e.Category, e.Message, e.Reason = r.Verdict, r.Category, r.Message, r.Reason
	e.Relation = r.Relation.Name
	e.Why = slices.Clone(r.Why)
	e.Assumptions = slices.Clone(r.Assumptions)
	e.Traced = r.traced && r.Verdict == verdict.Met
	if r.Listed != "" {
		e.Why = append(e.Why, r.Listed)
	}
	if r.alt.Source != "" && e.Message != "" {
		e.Message += " (" + r.alt.Source + ")"
	}
	if r.Verdict == verdict.Unresolved && e.Message == "" {
		e.Message = fmt.Sprintf("%s is not understood: %s", describe(r), r.Reason)
	}
	if r.Verdict == verdict.Broken {
		e.Fixes, e.Claims = j.fixes(o, r), supported(r)
	}
	return e
}

func (j *judge) position(pos token.Pos) verdict.Position {
	p := j.pass.Fset.Position(pos)
	return j.site.Position(p.Filename, p.Line, p.Column)
}

// symbol names the function that holds a statement, closures by the function around them.
func symbol(fn *ssa.Function) string {
	key := flow.FuncKey(flow.Top(fn))
	// Import paths are cut to the package's name: "(*github.com/acme/shop/store.Store).Order" is "(*store.Store).Order".
	if i := strings.LastIndexByte(key, '/'); i >= 0 {
		prefix := ""
		if strings.HasPrefix(key, "(*") {
			prefix = "(*"
		} else if strings.HasPrefix(key, "(") {
			prefix = "("
		}
		key = prefix + key[i+1:]
	}
	return key
}

// statementHash identifies a statement without regard to white space.
func statementHash(op *query.Operation) string {
	h := sha256.New()
	for _, alt := range op.Alternatives {
		text := alt.Text
		if text == "" {
			text = outline(alt.Stmt)
		}
		h.Write([]byte(strings.Join(strings.Fields(text), " ")))
		h.Write([]byte{0})
	}
	if len(op.Alternatives) == 0 {
		h.Write([]byte(op.Unresolved))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// outline writes what a statement without a text is made of: relations and conditions, in order.
func outline(stmt *sqlread.Statement) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", stmt.Kind)
	sqlread.Inspect(stmt, func(n any) bool {
		switch n := n.(type) {
		case *sqlread.Relation:
			b.WriteString(" " + n.Schema + "." + n.Name)
		case sqlread.Expr:
			b.WriteString(" " + sqlread.String(n))
			return false
		}
		return true
	})
	return b.String()
}

func (j *judge) unlisted(u query.Unlisted) {
	pos, end := j.p.CallPos(u.Call)
	if j.excused(u.Fn, pos) != "" {
		return
	}
	j.ledger.Entries = append(j.ledger.Entries, verdict.Entry{
		Rule: Name, Verdict: verdict.Unresolved, Category: "unlisted", Pos: pos, End: end, Origin: j.position(pos), Symbol: symbol(u.Fn),
		Reason:  "no row lists " + u.Key,
		Message: "call of " + u.Key + " is not understood: no row lists it",
	})
}
