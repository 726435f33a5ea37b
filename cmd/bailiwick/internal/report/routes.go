package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/permission"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// jsonRoutes is the object that -format json prints.
type jsonRoutes struct {
	Version     string           `json:"version"`
	Endpoints   []jsonEndpoint   `json:"endpoints"`
	Permissions []jsonPermission `json:"permissions"`
	Summary     routeSummary     `json:"summary"`
	Notes       []string         `json:"notes,omitempty"`
}

// jsonEndpoint is one endpoint. An empty method is every method.
type jsonEndpoint struct {
	Method     string   `json:"method"`
	Pattern    string   `json:"pattern"`
	Handler    string   `json:"handler"`
	Unresolved string   `json:"unresolved,omitempty"`
	Middleware []string `json:"middleware"`
	Passed     []string `json:"passed,omitempty"`
	Served     bool     `json:"served"`
	// Verdict is empty for an endpoint that only reads, and where nobody in the code asks for a permission.
	Verdict string `json:"verdict"`
	// Guards are the decisions in front of it, Permissions what those that decide about permissions ask for.
	Guards      []jsonGuard `json:"guards"`
	Permissions []string    `json:"permissions"`
	// SelfAuthenticating is true where it is met because it verifies a password, a signature or a state by itself.
	SelfAuthenticating bool `json:"selfAuthenticating,omitempty"`
	// Claim and DeclaredBy are what a waiver claims, and its reason.
	Claim      string   `json:"claim,omitempty"`
	DeclaredBy string   `json:"reasonDeclared,omitempty"`
	Reason     string   `json:"reason,omitempty"`
	Why        []string `json:"why"`
	File       string   `json:"file"`
	Line       int      `json:"line"`
	Column     int      `json:"column"`
	Symbol     string   `json:"symbol"`

	// behind is true where a decision was found on the way from the handler to what it changes.
	behind bool
}

type jsonGuard struct {
	Kind string   `json:"kind"`
	By   string   `json:"by"`
	Args []string `json:"args,omitempty"`
}

type jsonPermission struct {
	Permission string `json:"permission"`
	Namespace  string `json:"namespace"`
	Required   bool   `json:"required"`
	Constant   string `json:"constant,omitempty"`
	File       string `json:"file,omitempty"`
	Line       int    `json:"line,omitempty"`
}

// WriteRoutes prints endpoints as text, JSON or CSV. facts say which permissions the program declares.
func WriteRoutes(w io.Writer, in Input, endpoints []route.Endpoint, facts []*permission.Fact, format string) error {
	src := newSource(&in)
	judged, notes := judgements(in.Ledgers, endpoints)
	out := jsonRoutes{Version: in.Version, Endpoints: make([]jsonEndpoint, 0, len(endpoints)), Permissions: []jsonPermission{}, Notes: notes}
	for _, e := range endpoints {
		row := endpointOf(e, judged.of(e))
		row.File, row.Line, row.Column = src.rel(e.Pos), e.Pos.Line, e.Pos.Column
		out.Summary.count(&row)
		out.Endpoints = append(out.Endpoints, row)
	}
	for _, p := range permission.Cover(facts, deciders(in.Ledgers), asked(out.Endpoints)) {
		row := jsonPermission{Permission: p.Text, Namespace: p.Namespace, Required: p.Required, Constant: shortKey(p.Key)}
		if p.Key != "" {
			row.File, row.Line = src.rel(p.Pos), p.Pos.Line
		}
		out.Permissions = append(out.Permissions, row)
	}
	out.Summary.permissions(out.Permissions)
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(out)
	case "csv":
		return writeCSV(w, out.Endpoints)
	}
	return writeMatrix(w, &out)
}

func endpointOf(e route.Endpoint, j judgement) jsonEndpoint {
	row := jsonEndpoint{
		Method: e.Method, Pattern: e.Pattern, Handler: handlerText(e.Handler), Unresolved: e.Handler.Why, Middleware: middlewareTexts(e.Use),
		Passed: middlewareTexts(e.Passed), Served: e.Served, Symbol: e.Symbol,
		Verdict: j.verdict(), Reason: j.reason, Why: orEmpty(j.entry.Why), Claim: j.entry.Claim, DeclaredBy: j.entry.WaivedBy,
		Guards: []jsonGuard{}, Permissions: []string{},
	}
	if len(row.Passed) == 0 {
		row.Passed = nil
	}
	for _, g := range j.entry.Guards {
		row.Guards = append(row.Guards, jsonGuard{Kind: g.Kind, By: shortKey(g.By), Args: g.Args})
		row.behind = row.behind || !slices.ContainsFunc(e.Use, func(m route.Middleware) bool { return m.Func == g.By })
		if p := strings.Join(g.Args, ":"); g.Kind == kindPermission && p != "" && !slices.Contains(row.Permissions, p) {
			row.Permissions = append(row.Permissions, p)
		}
	}
	has := func(kind string) bool {
		return slices.ContainsFunc(row.Guards, func(g jsonGuard) bool { return g.Kind == kind })
	}
	row.SelfAuthenticating = row.Verdict == verdict.Met.String() && has(kindCredential) && !has(kindPermission)
	return row
}

// The kinds of guards as the rule names them.
const (
	kindPermission = "permission"
	kindCredential = "credential"
)

// deciders reports the functions that were found to decide about permissions.
func deciders(ledgers []*verdict.Ledger) func(string) bool {
	found := map[string]bool{}
	for _, l := range ledgers {
		for i := range l.Entries {
			for _, g := range l.Entries[i].Guards {
				found[g.By] = found[g.By] || g.Kind == kindPermission
			}
		}
	}
	return func(key string) bool { return key != "" && found[key] }
}

// asked are the texts that guards of endpoints are given.
func asked(list []jsonEndpoint) []string {
	var out []string
	for i := range list {
		for _, g := range list[i].Guards {
			if g.Kind == kindPermission {
				out = append(out, g.Args...)
			}
		}
	}
	return out
}

// judgement is what the mains say of one endpoint; of several the worst.
type judgement struct {
	seen   bool
	entry  verdict.Entry
	reason string
}

func (j judgement) verdict() string {
	if !j.seen {
		return ""
	}
	return j.entry.Verdict.String()
}

// judgements collects the entries of endpoints, and the notes, each once. What all mains together know may be less than what one of them does: an
// entry of an endpoint that is not listed in the same way stands for those of its relation, handler and place that no other entry is about.
func judgements(ledgers []*verdict.Ledger, endpoints []route.Endpoint) (judged, []string) {
	out := judged{}
	for i := range endpoints {
		out[keyOf(&endpoints[i])] = judgement{}
	}
	var notes []string
	for _, l := range ledgers {
		for _, n := range l.Notes {
			if !slices.Contains(notes, n) {
				notes = append(notes, n)
			}
		}
		for i := range l.Entries {
			e := &l.Entries[i]
			if e.Directive {
				continue
			}
			reason := e.Message
			if e.Verdict == verdict.Unresolved {
				reason = e.Reason
			}
			k := judgementKey{e.Relation, e.Statement, e.Instance}
			if _, listed := out[k]; !listed {
				k = k.place()
			}
			if old := out[k]; !old.seen || verdict.Worse(old.entry.Verdict, e.Verdict) != old.entry.Verdict {
				out[k] = judgement{seen: true, entry: *e, reason: reason}
			}
		}
	}
	return out, notes
}

// judged are the judgements of endpoints.
type judged map[judgementKey]judgement

type judgementKey struct{ relation, handler, instance string }

func keyOf(e *route.Endpoint) judgementKey {
	return judgementKey{e.Label(), e.Handler.Func, e.Instance()}
}

func (j judged) of(e route.Endpoint) judgement {
	k := keyOf(&e)
	if own := j[k]; own.seen {
		return own
	}
	return j[k.place()]
}

// place is the key for all that one place registers for a relation and handler.
func (k judgementKey) place() judgementKey {
	place, _, _ := strings.Cut(k.instance, "\n")
	k.instance = place + "\n*"
	return k
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func writeCSV(w io.Writer, list []jsonEndpoint) error {
	out := csv.NewWriter(w)
	rows := [][]string{{
		"method", "pattern", "handler", "guard", "permission", "verdict", "reason", "middleware", "passed", "served", "unresolved", "file", "line",
	}}
	for i := range list {
		e := &list[i]
		rows = append(rows, []string{
			e.Method, e.Pattern, e.Handler, guardText(e), strings.Join(e.Permissions, " "), e.Verdict, e.reasonText(), strings.Join(e.Middleware, " "),
			strings.Join(e.Passed, " "), strconv.FormatBool(e.Served), e.Unresolved, e.File, strconv.Itoa(e.Line),
		})
	}
	return out.WriteAll(rows)
}

// reasonText is why an endpoint has its verdict, where it is not met; of a waived one what its waiver says.
func (e *jsonEndpoint) reasonText() string {
	switch e.Verdict {
	case verdict.Waived.String():
		return e.DeclaredBy
	case verdict.Met.String():
		return ""
	}
	return e.Reason
}

// guardText names the decisions in front of an endpoint: those about permissions, else what there is.
func guardText(e *jsonEndpoint) string {
	var asks, rest []string
	for _, g := range e.Guards {
		name := g.By
		switch {
		case g.Kind == verdict.GuardOwn:
			name = "own id"
		case name == "":
			name = "comparison"
		}
		switch {
		case g.Kind == kindPermission && !slices.Contains(asks, name):
			asks = append(asks, name)
		case g.Kind != kindPermission && !slices.Contains(rest, name):
			rest = append(rest, name)
		}
	}
	if len(asks) > 0 {
		return strings.Join(asks, " ")
	}
	return strings.Join(rest, " ")
}

// handlerText is a handler as people name it: without the path of its package.
func handlerText(h route.Handler) string {
	s := shortKey(h.Func)
	if h.Made && s != "" {
		s += "()"
	}
	return s
}

func middlewareTexts(list []route.Middleware) []string {
	out := make([]string, 0, len(list))
	for _, m := range list {
		s := shortKey(m.Func)
		if s == "" {
			s = "?" // a value that is not followed
		}
		if m.Made || len(m.Args) > 0 {
			s += "(" + strings.Join(m.Args, ", ") + ")"
		}
		out = append(out, s)
	}
	return out
}

// shortKey leaves the directories of a key's import path out: "(*example.com/shop/api.Server).Get" becomes "(*api.Server).Get".
func shortKey(key string) string {
	open := strings.LastIndexAny(key[:strings.LastIndexByte(key, '/')+1], "(*")
	return key[:open+1] + key[strings.LastIndexByte(key, '/')+1:]
}
