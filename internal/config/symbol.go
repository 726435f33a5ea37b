package config

import (
	"fmt"
	"go/token"
	"strings"
)

// Symbol is the name of a Go object as it is written in a config: example.com/db.Open, (*example.com/db.Store).One, (example.com/db.Row).Scan,
// example.com/db.Store.Field.
type Symbol struct {
	// Package is the import path.
	Package string
	// Recv is the type that a method or a field belongs to: "" for a package-level name.
	Recv string
	// Pointer is true when the method's receiver was written as a pointer.
	Pointer bool
	Name    string
}

// String renders the symbol as it is written, a field or method without parentheses as (Package.Recv).Name.
func (s Symbol) String() string {
	switch {
	case s.Recv == "":
		return s.Package + "." + s.Name
	case s.Pointer:
		return "(*" + s.Package + "." + s.Recv + ")." + s.Name
	}
	return "(" + s.Package + "." + s.Recv + ")." + s.Name
}

// ParseSymbol reads the name of a Go object.
func ParseSymbol(text string) (Symbol, error) {
	var s Symbol
	rest := text
	if inner, ok := strings.CutPrefix(text, "("); ok {
		typ, name, found := strings.Cut(inner, ").")
		if !found {
			return s, fmt.Errorf("%q is no method: want (*path/of/package.Type).Method", text)
		}
		typ, s.Pointer = strings.CutPrefix(typ, "*")
		pkg, names := splitPackage(typ)
		if len(names) != 1 || pkg == "" {
			return s, fmt.Errorf("%q is no method: want (*path/of/package.Type).Method", text)
		}
		s.Package, s.Recv, s.Name = pkg, names[0], name
	} else {
		pkg, names := splitPackage(rest)
		switch {
		case pkg == "" || len(names) == 0 || len(names) > 2:
			return s, fmt.Errorf("%q names no Go object: want path/of/package.Name", text)
		case len(names) == 1:
			s.Package, s.Name = pkg, names[0]
		default:
			s.Package, s.Recv, s.Name = pkg, names[0], names[1]
		}
	}
	for _, id := range []string{s.Name, s.Recv} {
		if id != "" && !token.IsIdentifier(id) {
			return s, fmt.Errorf("%q names no Go object: %q is no identifier", text, id)
		}
	}
	if s.Name == "" || strings.ContainsAny(s.Package, " \t*()") {
		return s, fmt.Errorf("%q names no Go object: want path/of/package.Name", text)
	}
	return s, nil
}

// splitPackage cuts "gopkg.in/yaml.v3.Node.Kind" into its import path and the names behind it. The last path element may hold dots of its own
// when they introduce a version, the one form that is in use.
func splitPackage(text string) (pkg string, names []string) {
	slash := strings.LastIndex(text, "/") + 1
	parts := strings.Split(text[slash:], ".")
	n := 1
	for n < len(parts) && isVersion(parts[n]) {
		n++
	}
	return text[:slash] + strings.Join(parts[:n], "."), parts[n:]
}

func isVersion(part string) bool {
	digits, ok := strings.CutPrefix(part, "v")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

func isIdentifier(text string) bool { return token.IsIdentifier(text) }
