package ledger

import (
	"encoding/json"
	"fmt"
)

// endpoint is one entry of endpoints[] of what bailiwick routes writes.
type endpoint struct {
	Method, Pattern, Handler, Verdict, Reason, File string
	Why                                             []string
	Line, Column                                    int
}

// ReadRoutes decodes the JSON of bailiwick routes: an endpoint that is not gated is a finding where it is registered, of its handler.
func ReadRoutes(data []byte) (*Report, error) {
	var in struct{ Endpoints []endpoint }
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, fmt.Errorf("read routes: %w", err)
	}
	r := &Report{}
	for _, e := range in.Endpoints {
		f := Finding{
			Rule: "permguard", Category: e.Verdict, Message: e.Reason, File: e.File, Line: e.Line, Column: e.Column,
			Symbol: e.Handler, Relation: e.Method + " " + e.Pattern, Reason: e.Reason, Why: e.Why,
		}
		r.Endpoints = append(r.Endpoints, f)
		switch e.Verdict {
		case "broken":
			r.Findings = append(r.Findings, f)
		case "unresolved":
			r.Unresolved = append(r.Unresolved, f)
		}
	}
	return r, nil
}
