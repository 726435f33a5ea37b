// Package corpus is the list of statements that the readings are compared on, one JSON object a line.
package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// Statement is one text that was found in somebody's repository.
type Statement struct {
	Repo    string              `json:"repo"`
	File    string              `json:"file"`
	Line    int                 `json:"line"`
	Dialect placeholder.Dialect `json:"dialect"`
	// Formatted is true when the program passes the text through a formatter before it is a statement.
	Formatted bool   `json:"formatted,omitempty"`
	SQL       string `json:"sql"`
}

// Write writes the statements.
func Write(w io.Writer, statements []Statement) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for i := range statements {
		if err := enc.Encode(&statements[i]); err != nil {
			return fmt.Errorf("write statement: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write statements: %w", err)
	}
	return nil
}

// Read reads what Write wrote.
func Read(r io.Reader) ([]Statement, error) {
	dec := json.NewDecoder(bufio.NewReader(r))
	var out []Statement
	for {
		var s Statement
		err := dec.Decode(&s)
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read statement %d: %w", len(out)+1, err)
		}
		out = append(out, s)
	}
}
