package tenantscope

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// matters is the cheap look before anything is built.
func (j *judge) matters() bool {
	if j.imported.tells() {
		return true
	}
	for _, dep := range j.pass.Pkg.Imports() {
		if j.site.Models.Library(dep.Path()) != nil || query.IsShaped(dep) {
			return true
		}
	}
	if j.site.Models.Library(j.pass.Pkg.Path()) != nil {
		return true
	}
	if slices.ContainsFunc(j.pass.Files, holdsSQL) {
		return true // texts that another package runs
	}
	// A package that only calls its own interface still tells what it passes.
	for _, sel := range j.pass.TypesInfo.Selections {
		if sel.Kind() == types.FieldVal && j.queryField(sel) {
			return true
		}
		if sel.Kind() != types.MethodVal {
			continue
		}
		// The method's own receiver: it may be promoted through an embedded interface.
		if pkg := sel.Obj().Pkg(); pkg != nil && pkg != j.pass.Pkg && query.IsShaped(pkg) {
			return true // a client that a field or a parameter of another package's type holds
		}
		sig := sel.Obj().(*types.Func).Signature()
		if recv := sig.Recv(); recv != nil && types.IsInterface(recv.Type()) && j.ownInterface(recv.Type()) && !isRemote(sig) {
			return true
		}
	}
	return false
}

// isRemote reports a method that sends a request: it gives the response, or takes as its last parameters what may be changed of the request. Those of
// generated clients of gRPC take call options, those of oapi-codegen functions that edit the request.
func isRemote(sig *types.Signature) bool {
	for r := range sig.Results().Variables() {
		if isNamedType(pointedName(r.Type()), "net/http", "Response") {
			return true
		}
	}
	if !sig.Variadic() {
		return false
	}
	last := sig.Params().At(sig.Params().Len() - 1).Type().Underlying().(*types.Slice).Elem()
	if isNamedType(types.Unalias(last), "google.golang.org/grpc", "CallOption") {
		return true
	}
	edit, ok := last.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for p := range edit.Params().Variables() {
		if isNamedType(pointedName(p.Type()), "net/http", "Request") {
			return true
		}
	}
	return false
}

// queryField reports a field that holds a function which may be another package's query: it is given what could identify a row, and can fail.
func (j *judge) queryField(sel *types.Selection) bool {
	sig, ok := sel.Obj().Type().Underlying().(*types.Signature)
	if !ok || sel.Obj().Pkg() == nil || j.site.Own != nil && !j.site.Own(sel.Obj().Pkg().Path()) {
		return false
	}
	n := sig.Results().Len()
	if n == 0 || !flow.IsError(sig.Results().At(n-1).Type()) {
		return false
	}
	for i := range sig.Params().Len() {
		if t := sig.Params().At(i).Type(); scalar(t) || flow.Struct(t) != nil && !carriesRequest(t) {
			return true
		}
	}
	return false
}

// sqlWords begin the literals that may be statements or parts of them.
var sqlWords = [...]string{"select ", "insert ", "update ", "delete ", "with ", "merge ", "where ", "from ", "and ", "-- name"}

// holdsSQL is a quick look for literals that begin like SQL.
func holdsSQL(f *ast.File) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(lit.Value) > 8 {
			text := strings.ToLower(strings.TrimLeft(lit.Value[1:min(len(lit.Value), 40)], " \t\n"))
			found = found || slices.ContainsFunc(sqlWords[:], func(w string) bool { return strings.HasPrefix(text, w) })
		}
		return !found
	})
	return found
}

func (j *judge) ownInterface(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && (j.site.Own == nil || j.site.Own(n.Obj().Pkg().Path()))
}
