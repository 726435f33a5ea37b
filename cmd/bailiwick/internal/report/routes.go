package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// jsonRoutes is the object that -format json prints.
type jsonRoutes struct {
	Version   string         `json:"version"`
	Endpoints []jsonEndpoint `json:"endpoints"`
	Summary   routeSummary   `json:"summary"`
	Notes     []string       `json:"notes,omitempty"`
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
	Verdict string   `json:"verdict"`
	Guard   []string `json:"guard"`
	Reason  string   `json:"reason,omitempty"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Symbol  string   `json:"symbol"`
}

// routeSummary counts endpoints.
type routeSummary struct {
	Endpoints  int `json:"endpoints"`
	Mutating   int `json:"mutating"`
	Guarded    int `json:"guarded"`
	Unguarded  int `json:"unguarded"`
	Undecided  int `json:"undecided"`
	Unserved   int `json:"unserved"`
	Unresolved int `json:"unresolved"`
}

// WriteRoutes prints endpoints as text, JSON or CSV.
func WriteRoutes(w io.Writer, in Input, endpoints []route.Endpoint, format string) error {
	src := newSource(&in)
	list := make([]jsonEndpoint, 0, len(endpoints))
	judged, notes := judgements(in.Ledgers)
	var sum routeSummary
	for _, e := range endpoints {
		j := judged[judgementKey(relation(e), e.Handler.Func)]
		list = append(list, jsonEndpoint{
			Verdict: j.verdict(), Guard: orEmpty(j.why), Reason: j.reason,
			Method: e.Method, Pattern: e.Pattern, Handler: handlerText(e.Handler), Unresolved: e.Handler.Why, Middleware: middlewareTexts(e.Use),
			Passed: middlewareTexts(e.Passed), Served: e.Served, File: src.rel(e.Pos), Line: e.Pos.Line, Column: e.Pos.Column, Symbol: e.Symbol,
		})
		sum.count(e, j)
	}
	switch format {
	case "json":
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		return out.Encode(jsonRoutes{Version: in.Version, Endpoints: list, Summary: sum, Notes: notes})
	case "csv":
		return writeCSV(w, list)
	}
	return writeTable(w, list, sum, notes)
}

// judgement is what the mains say of one endpoint; of several the worst.
type judgement struct {
	seen   bool
	worst  verdict.Verdict
	why    []string
	reason string
}

func (j judgement) verdict() string {
	if !j.seen {
		return ""
	}
	return j.worst.String()
}

// judgements collects the entries of endpoints, and the notes, each once.
func judgements(ledgers []*verdict.Ledger) (map[string]judgement, []string) {
	out := map[string]judgement{}
	var notes []string
	for _, l := range ledgers {
		for _, n := range l.Notes {
			if !slices.Contains(notes, n) {
				notes = append(notes, n)
			}
		}
		for i := range l.Entries {
			e := &l.Entries[i]
			k := judgementKey(e.Relation, e.Statement)
			if old := out[k]; !old.seen || verdict.Worse(old.worst, e.Verdict) != old.worst {
				reason := e.Message
				if e.Verdict == verdict.Unresolved {
					reason = e.Reason
				}
				out[k] = judgement{seen: true, worst: e.Verdict, why: e.Why, reason: reason}
			}
		}
	}
	return out, notes
}

func judgementKey(relation, handler string) string { return relation + "\x00" + handler }

// relation names an endpoint as the rule does.
func relation(e route.Endpoint) string {
	if e.Method == "" {
		return "* " + e.Pattern
	}
	return strings.TrimSpace(e.Method + " " + e.Pattern)
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func (s *routeSummary) count(e route.Endpoint, j judgement) {
	s.Endpoints++
	switch {
	case !j.seen:
	case j.worst == verdict.Broken:
		s.Unguarded++
	case j.worst == verdict.Unresolved:
		s.Undecided++
	case !slices.Contains(j.why, noEffect):
		s.Guarded++
	}
	switch e.Method {
	case "GET", "HEAD", "OPTIONS", "TRACE":
	default:
		s.Mutating++
	}
	if !e.Served {
		s.Unserved++
	}
	if e.Handler.Why != "" {
		s.Unresolved++
	}
}

// noEffect is how the rule says that an endpoint changes nothing.
const noEffect = "no effect was found behind it"

func writeCSV(w io.Writer, list []jsonEndpoint) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"method", "pattern", "handler", "middleware", "passed", "verdict", "guard", "reason", "served", "unresolved", "file", "line"}}
	for _, e := range list {
		rows = append(rows, []string{
			e.Method, e.Pattern, e.Handler, strings.Join(e.Middleware, " "), strings.Join(e.Passed, " "), e.Verdict, strings.Join(e.Guard, "; "), e.Reason, strconv.FormatBool(e.Served), e.Unresolved, e.File, strconv.Itoa(e.Line),
		})
	}
	return out.WriteAll(rows)
}

func writeTable(w io.Writer, list []jsonEndpoint, sum routeSummary, notes []string) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, e := range list {
		method, handler := e.Method, e.Handler
		if method == "" {
			method = "*"
		}
		if e.Unresolved != "" {
			handler = "? " + e.Unresolved
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s:%d\t%s\n", method, e.Pattern, handler, e.Verdict, e.File, e.Line, remarks(e))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintln(w, n)
	}
	_, err := fmt.Fprintf(w, "%d %s, %d of them not only read: %d guarded, %d not guarded, %d not decided; %d not seen to be served, %d whose handler is not understood\n",
		sum.Endpoints, noun(sum.Endpoints, "endpoints"), sum.Mutating, sum.Guarded, sum.Unguarded, sum.Undecided, sum.Unserved, sum.Unresolved)
	return err
}

// remarks is what stands before a handler, and what does not although it looks so.
func remarks(e jsonEndpoint) string {
	var parts []string
	if len(e.Guard) > 0 {
		parts = append(parts, strings.Join(e.Guard, ", "))
	}
	if e.Verdict != "" && e.Verdict != "met" {
		parts = append(parts, e.Reason)
	}
	if len(e.Middleware) > 0 {
		parts = append(parts, "via "+strings.Join(e.Middleware, ", "))
	}
	if len(e.Passed) > 0 {
		parts = append(parts, "not via "+strings.Join(e.Passed, ", "))
	}
	if !e.Served {
		parts = append(parts, "not seen to be served")
	}
	return strings.Join(parts, "; ")
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
