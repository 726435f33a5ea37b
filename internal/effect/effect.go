// Package effect finds what a call does to the world outside: a write to a database, a request to another service that changes something, a
// published message, a written file or object. A write endpoint is one that reaches an effect, whatever its method says.
//
// What counts as no effect: reads, logs, metrics, and writes that keep only the trail of what happened (audit rows, the principal's last_seen).
package effect

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/pattern"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// Effect is what one call does.
type Effect struct {
	// What says it in a few words: "insert", "delete from orders", "POST request".
	What string
	// Trail is true for a write that only keeps the trail of what happened.
	Trail bool
}

// Finder finds effects in the functions of one package.
type Finder struct {
	P      *flow.Package
	Models *query.Models
	rows   map[string]Row
}

// NewFinder makes a finder.
func NewFinder(p *flow.Package, models *query.Models) *Finder {
	f := &Finder{P: p, Models: models, rows: map[string]Row{}}
	for _, r := range Rows() {
		f.rows[r.Func] = r
	}
	return f
}

// Of tells what a call does; false when it does nothing that counts.
func (f *Finder) Of(call ssa.CallInstruction) (Effect, bool) {
	obj := flow.Callee(call.Common())
	if obj == nil {
		return Effect{}, false
	}
	key := flow.Key(obj)
	e, ok := generated(obj)
	if r, listed := f.rows[key]; listed {
		e, ok = f.listed(r, call)
		e.Trail = strings.HasSuffix(e.What, "request") && tokens.MatchString(flow.Top(call.Parent()).Name())
	} else if r := f.Models.Row(key); r != nil {
		e, ok = f.query(r, key, call)
	} else if r := f.Models.Method(obj); r != nil {
		e, ok = f.query(r, key, call)
	}
	if !ok {
		return Effect{}, false
	}
	// A function that is named for the trail writes it: UpdateLastSeen, IncreaseViewCount.
	name := flow.Top(call.Parent()).Name()
	e.Trail = e.Trail || trail(name) || numbers.MatchString(name)
	return e, ok
}

// listed judges a call of the table.
func (f *Finder) listed(r Row, call ssa.CallInstruction) (Effect, bool) {
	if r.Method < 0 {
		return Effect{What: r.What}, true
	}
	_, args := flow.Args(call.Common())
	if r.Method >= len(args) {
		return Effect{}, false
	}
	read := f.P.Text(flow.NoSummaries{}, flow.Ref{V: args[r.Method]})
	for _, alt := range read.Alts {
		text, holes := alt.Render("?")
		switch strings.ToUpper(text) {
		case "GET", "HEAD", "OPTIONS", "":
			if len(holes) == 0 {
				continue
			}
		}
		if len(holes) == 0 {
			return Effect{What: strings.ToUpper(text) + " request"}, true
		}
	}
	return Effect{}, false
}

// query judges a call of a database library.
func (f *Finder) query(r *query.Row, key string, call ssa.CallInstruction) (Effect, bool) {
	switch r.Op {
	case query.OpSQL:
		return f.text(r, key, call)
	case query.OpCopy:
		return Effect{What: "copy rows"}, true
	case query.OpEnd:
		what := writing(r.Kind)
		if what == "" && r.Kind == "" {
			what = byReceiver(key)
		}
		return Effect{What: what, Trail: what != "" && (trail(modelName(r, call)) || counts(call) || what == query.KindUpdate && recounts(r, call))}, what != ""
	}
	return Effect{}, false
}

// writing is what a kind of statement does to rows, "" when it reads.
func writing(kind string) string {
	switch kind {
	case query.KindInsert, query.KindUpdate, query.KindDelete, query.KindTruncate, query.KindMerge:
		return kind
	case query.KindSave, query.KindAssocAppend, query.KindAssocReplace:
		return "save"
	case query.KindFirstOrCreate:
		return "insert"
	case query.KindAssocDelete, query.KindAssocClear:
		return "delete"
	}
	return ""
}

// byReceiver tells what the end of a chain does whose builder is of one kind of statement: (*bun.DeleteQuery).Exec.
func byReceiver(key string) string {
	end := strings.LastIndex(key, ").")
	if end < 0 {
		return ""
	}
	name := key[strings.LastIndexAny(key[:end], "./")+1 : end]
	for _, kind := range []string{"Insert", "Update", "Delete", "Merge", "Truncate"} {
		if strings.Contains(name, kind) {
			return strings.ToLower(kind)
		}
	}
	return ""
}

// counts reports the end of a chain that only adds to a counter: Incr("follow_count").
func counts(call ssa.CallInstruction) bool {
	recv, _ := flow.Args(call.Common())
	for range 8 {
		c, ok := recv.(*ssa.Call)
		if !ok {
			return false
		}
		var args []ssa.Value
		recv, args = flow.Args(&c.Call)
		if obj := flow.Callee(&c.Call); obj == nil || obj.Name() != "Incr" && obj.Name() != "Decr" || len(args) == 0 {
			continue
		}
		column, known := flow.ConstString(flow.Strip(args[0]))
		return known && counters.MatchString(column)
	}
	return false
}

// modelName is the name of the type whose rows a call writes, "" when it is not seen.
func modelName(r *query.Row, call ssa.CallInstruction) string {
	_, args := flow.Args(call.Common())
	for _, role := range []query.Role{query.RoleValues, query.RoleModel, query.RoleBean} {
		if i := r.Index(role); i >= 0 && i < len(args) {
			t := flow.Strip(args[i]).Type()
			for range 3 {
				switch u := t.Underlying().(type) {
				case *types.Pointer:
					t = u.Elem()
				case *types.Slice:
					t = u.Elem()
				}
			}
			return flow.TypeKey(t)
		}
	}
	return ""
}

var (
	leading  = pattern.New(`^(?:\s+|--[^\n]*\n|/\*(?s:.*?)\*/)*`)
	modifies = pattern.New(`(?i)\b(insert\s+into|update|delete\s+from|merge\s+into)\s+([\w."` + "`" + `]+)`)
	// keeping is a type of a package that is about nothing else: activity.Event.
	keeping = pattern.New(`(?i)(^|/)(audit|audit_?logs?|activity|activities|activity_?logs?|access_?logs?)\.`)
	// tokens are functions that ask another service for a token: who calls them is then known there, and nothing has changed.
	tokens   = pattern.New(`(?i)^authenticate$|^(request|fetch|obtain|refresh|exchange|get|acquire|retrieve)_?[a-z_]*(token|jwt)$`)
	counters = pattern.New(`(?i)(^|_)(count|counter|hits|views|total)s?$`)
	// numbers are functions that take a number for something new.
	numbers = pattern.New(`(?i)^(gen|generate|next|allocate|new)_?[a-z_]*(unique_?id|sequence|serial)[a-z_]*$`)
	trails  = pattern.New(`(?i)audit|activity_?log|access_?log|event_?log|login_?(history|attempt)|last_?(seen|active|login|used)|(view|visit|hit|read|page_?view|pv)_?(count|counter|s_count)`)
)

// trail reports a name of something that only keeps the trail of what happened.
func trail(name string) bool {
	if keeping.MatchString(name) {
		return true
	}
	return trails.MatchString(name[strings.LastIndexAny(name, "./")+1:])
}

// text judges a call that runs SQL text.
func (f *Finder) text(r *query.Row, key string, call ssa.CallInstruction) (Effect, bool) {
	_, args := flow.Args(call.Common())
	i := r.Index(query.RoleSQL)
	if i < 0 || i >= len(args) {
		return Effect{}, false
	}
	read := f.P.Text(flow.NoSummaries{}, flow.Ref{V: args[i]})
	for _, alt := range read.Alts {
		sql, _ := alt.Render("x")
		if e, ok := statement(sql); ok {
			return e, true
		}
	}
	return Effect{}, false
}

// statement tells what SQL text does.
func statement(sql string) (Effect, bool) {
	sql = sql[len(leading.FindString(sql)):]
	word, _, _ := strings.Cut(sql+" ", " ")
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "insert", "update", "delete", "merge", "replace", "truncate", "with", "copy", "call":
	default:
		if !strings.HasPrefix(strings.ToLower(sql), "with") {
			return Effect{}, false
		}
	}
	m := modifies.FindStringSubmatch(sql)
	if m == nil {
		if strings.HasPrefix(strings.ToLower(sql), "with") {
			return Effect{}, false // common table expressions that only read
		}
		return Effect{What: strings.ToLower(word)}, true
	}
	verb := strings.ToLower(strings.Join(strings.Fields(m[1]), " "))
	only := strings.ToLower(sql)
	return Effect{What: verb + " " + m[2], Trail: trail(m[2]) || verb == "update" && onlyTrail(only)}, true
}

var assigned = pattern.New(`(?s)\bset\s+(.*?)(?:\bwhere\b|\bfrom\b|\breturning\b|$)`)

// onlyTrail reports an UPDATE that sets nothing but when the principal was last seen.
func onlyTrail(sql string) bool {
	m := assigned.FindStringSubmatch(sql)
	if m == nil {
		return false
	}
	for _, part := range strings.Split(m[1], ",") {
		if column, _, ok := strings.Cut(part, "="); ok && !trails.MatchString(column) && !strings.Contains(column, "updated_at") {
			return false
		}
	}
	return true
}

// builders are the types of a generated client whose Save and Exec write.
var builders = pattern.New(`(Create|CreateBulk|Update|UpdateOne|Delete|DeleteOne|UpsertOne|UpsertBulk)$`)

// generated judges the ends of ent's builders, which every client package has its own of.
func generated(obj *types.Func) (Effect, bool) {
	switch obj.Name() {
	case "Save", "SaveX", "Exec", "ExecX":
	default:
		return Effect{}, false
	}
	recv := obj.Signature().Recv()
	if recv == nil || obj.Pkg() == nil || obj.Pkg().Scope().Lookup("MutateFunc") == nil {
		return Effect{}, false
	}
	name := flow.TypeKey(recv.Type())
	name = name[strings.LastIndexByte(name, '.')+1:]
	m := builders.FindString(name)
	if m == "" {
		return Effect{}, false
	}
	entity := strings.TrimSuffix(name, m)
	verb := strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(m, "Bulk"), "One"))
	return Effect{What: verb + " " + entity, Trail: trail(entity)}, true
}
