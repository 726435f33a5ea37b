package site

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// declared are the rows of a config: those that are the same everywhere, and those that had to be completed from types in view.
type declared struct{ rows, named []query.Row }

// declaredRows translates the functions that a config declares into the words of the library tables.
func declaredRows(pass *analysis.Pass, cfg *config.File) declared {
	var d declared
	for _, q := range cfg.Queries {
		if q.Op == config.OpNone {
			d.rows = append(d.rows, query.Row{Func: q.Func})
			continue
		}
		args, named, ok := roles(pass, q)
		row := query.Row{Func: q.Func, Op: query.OpSQL, Args: args}
		switch {
		case !named:
			d.rows = append(d.rows, row)
		case ok: // else nothing in view can call it
			d.named = append(d.named, row)
		}
	}
	return d
}

// roles writes the declared arguments as the list of a row. named says that a parameter was given by its name, ok that all such names were found.
func roles(pass *analysis.Pass, q config.QueryRow) (args string, named, ok bool) {
	var list []string
	var sig *types.Signature
	looked := false
	ok = true
	for _, a := range []struct {
		arg  *config.Arg
		role query.Role
	}{{q.SQL, query.RoleSQL}, {q.Table, query.RoleTable}, {q.Model, query.RoleModel}, {q.Dest, query.RoleDest}, {q.Args, query.RoleArgs}} {
		if a.arg == nil {
			continue
		}
		index := a.arg.Index
		if a.arg.Name != "" {
			named = true
			if !looked {
				sig, looked = signature(pass.Pkg, q.Func), true
			}
			if index = parameter(sig, a.arg.Name); index < 0 {
				ok = false
				continue
			}
		}
		for len(list) <= index {
			list = append(list, string(query.RoleNone))
		}
		list[index] = string(a.role)
		if a.role == query.RoleArgs && index == len(list)-1 {
			list[index] += "..." // the values, or one slice of them
		}
	}
	return strings.Join(list, " "), named, ok
}

// parameter is the index of a parameter, -1 when there is none of that name.
func parameter(sig *types.Signature, name string) int {
	if sig == nil {
		return -1
	}
	for i := range sig.Params().Len() {
		if sig.Params().At(i).Name() == name {
			return i
		}
	}
	return -1
}

// signature finds a function among the packages that a package knows of; nil when it is not there.
func signature(pkg *types.Package, name string) *types.Signature {
	symbol, err := config.ParseSymbol(name)
	if err != nil {
		return nil // validated when the config was read
	}
	home := find(pkg, symbol.Package, map[*types.Package]bool{})
	if home == nil {
		return nil
	}
	obj := home.Scope().Lookup(symbol.Name)
	if symbol.Recv != "" {
		recv := home.Scope().Lookup(symbol.Recv)
		if recv == nil {
			return nil
		}
		obj, _, _ = types.LookupFieldOrMethod(types.NewPointer(recv.Type()), true, home, symbol.Name)
		if types.IsInterface(recv.Type()) {
			obj, _, _ = types.LookupFieldOrMethod(recv.Type(), true, home, symbol.Name)
		}
	}
	if obj == nil {
		return nil
	}
	sig, _ := obj.Type().(*types.Signature)
	return sig
}

// find looks for a package by path, in a package and in what it imports.
func find(pkg *types.Package, path string, seen map[*types.Package]bool) *types.Package {
	if pkg.Path() == path {
		return pkg
	}
	seen[pkg] = true
	for _, imp := range pkg.Imports() {
		if !seen[imp] {
			if found := find(imp, path, seen); found != nil {
				return found
			}
		}
	}
	return nil
}
