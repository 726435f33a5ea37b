package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/bailiwick-dev/bailiwick/internal/route"
)

// jsonRoutes is the object that -format json prints.
type jsonRoutes struct {
	Version   string         `json:"version"`
	Endpoints []jsonEndpoint `json:"endpoints"`
	Summary   routeSummary   `json:"summary"`
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
	File       string   `json:"file"`
	Line       int      `json:"line"`
	Column     int      `json:"column"`
	Symbol     string   `json:"symbol"`
}

// routeSummary counts endpoints.
type routeSummary struct {
	Endpoints  int `json:"endpoints"`
	Mutating   int `json:"mutating"`
	Unserved   int `json:"unserved"`
	Unresolved int `json:"unresolved"`
}

// WriteRoutes prints endpoints as text, JSON or CSV.
func WriteRoutes(w io.Writer, in Input, endpoints []route.Endpoint, format string) error {
	src := newSource(&in)
	list := make([]jsonEndpoint, 0, len(endpoints))
	var sum routeSummary
	for _, e := range endpoints {
		list = append(list, jsonEndpoint{
			Method: e.Method, Pattern: e.Pattern, Handler: handlerText(e.Handler), Unresolved: e.Handler.Why, Middleware: middlewareTexts(e.Use),
			Passed: middlewareTexts(e.Passed), Served: e.Served, File: src.rel(e.Pos), Line: e.Pos.Line, Column: e.Pos.Column, Symbol: e.Symbol,
		})
		sum.count(e)
	}
	switch format {
	case "json":
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		return out.Encode(jsonRoutes{Version: in.Version, Endpoints: list, Summary: sum})
	case "csv":
		return writeCSV(w, list)
	}
	return writeTable(w, list, sum)
}

func (s *routeSummary) count(e route.Endpoint) {
	s.Endpoints++
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

func writeCSV(w io.Writer, list []jsonEndpoint) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"method", "pattern", "handler", "middleware", "passed", "served", "unresolved", "file", "line"}}
	for _, e := range list {
		rows = append(rows, []string{
			e.Method, e.Pattern, e.Handler, strings.Join(e.Middleware, " "), strings.Join(e.Passed, " "), strconv.FormatBool(e.Served), e.Unresolved, e.File, strconv.Itoa(e.Line),
		})
	}
	return out.WriteAll(rows)
}

func writeTable(w io.Writer, list []jsonEndpoint, sum routeSummary) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, e := range list {
		method, handler := e.Method, e.Handler
		if method == "" {
			method = "*"
		}
		if e.Unresolved != "" {
			handler = "? " + e.Unresolved
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s:%d\t%s\n", method, e.Pattern, handler, e.File, e.Line, remarks(e))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d %s, %d of them not only read; %d not seen to be served, %d whose handler is not understood\n",
		sum.Endpoints, noun(sum.Endpoints, "endpoints"), sum.Mutating, sum.Unserved, sum.Unresolved)
	return err
}

// remarks is what stands before a handler, and what does not although it looks so.
func remarks(e jsonEndpoint) string {
	var parts []string
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
