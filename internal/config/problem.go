package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Place is where a value stands. The zero Place is a default that stands nowhere.
type Place struct {
	// File is the path of the config file as it was opened, or the name of the settings block.
	File         string
	Line, Column int // 1-based; 0 when the source has no lines
}

// String renders file:line, or the file alone.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Problem is one thing that is wrong with a config. A driver that meets one ends with exit code 2.
type Problem struct {
	Place Place
	// Key is the path of the key, e.g. "tables.orders.key".
	Key     string
	Message string
	// Err is the cause when there is one.
	Err error
}

// Error renders file:line: key: message.
func (p *Problem) Error() string {
	var b strings.Builder
	if at := p.Place.String(); at != "" {
		b.WriteString(at + ": ")
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	b.WriteString(p.Message)
	if p.Err != nil {
		b.WriteString(": " + p.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Err }

// problems collects what is wrong, so that one run shows all of it.
type problems []*Problem

func (ps *problems) add(at Place, key, format string, args ...any) {
	*ps = append(*ps, &Problem{Place: at, Key: key, Message: fmt.Sprintf(format, args...)})
}

// err joins the problems in the order in which they stand in the file; nil when there are none.
func (ps problems) err() error {
	slices.SortStableFunc(ps, func(a, b *Problem) int {
		if a.Place.Line != b.Place.Line {
			return a.Place.Line - b.Place.Line
		}
		return a.Place.Column - b.Place.Column
	})
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errors.Join(errs...)
}
