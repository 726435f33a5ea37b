package sqlread

import "strings"

// annotate gives each statement the name that a sqlc comment above it carries: "-- name: GetOrder :one", also as # and /* */.
// A comment belongs to the next statement that begins behind it. goose's and sql-migrate's markers have another form and
// are comments like any other here; where a migration turns from up to down is the schema reader's to know.
func annotate(text string, comments []Span, statements []*Statement) {
	c := 0
	for _, st := range statements {
		for ; c < len(comments) && comments[c].Start < st.Span.Start; c++ {
			if name, command, ok := queryName(text[comments[c].Start:comments[c].End]); ok {
				st.Name, st.Command = name, command
			}
		}
	}
}

// queryName reads a sqlc annotation.
func queryName(comment string) (name, command string, ok bool) {
	s := strings.TrimSpace(strings.TrimSuffix(strings.TrimLeft(comment, "-#/*"), "*/"))
	s, ok = strings.CutPrefix(s, "name:")
	if !ok {
		return "", "", false
	}
	name, rest, found := strings.Cut(strings.TrimSpace(s), " ")
	command, colon := strings.CutPrefix(strings.TrimSpace(rest), ":")
	if !found || !colon || name == "" {
		return "", "", false
	}
	command, _, _ = strings.Cut(command, " ")
	return name, command, true
}
