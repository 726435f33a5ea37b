package catalog

import (
	"go/ast"
	"reflect"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// tagOf gives one key of a field's tag.
func tagOf(f *ast.Field, key string) (string, bool) {
	if f.Tag == nil {
		return "", false
	}
	raw, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return "", false
	}
	return reflect.StructTag(raw).Lookup(key)
}

func hasTag(st *ast.StructType, key string) bool {
	for _, f := range st.Fields.List {
		if _, ok := tagOf(f, key); ok {
			return true
		}
	}
	return false
}

// embeds reports an embedded pkg.Name.
func embeds(st *ast.StructType, pkg, name string) bool {
	for _, f := range st.Fields.List {
		if len(f.Names) == 0 {
			if sel, ok := f.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == name {
				if id, ok := sel.X.(*ast.Ident); ok && id.Name == pkg {
					return true
				}
			}
		}
	}
	return false
}

func hasSuffixFile(f *goFile, name string) bool { return strings.HasSuffix(f.path, name) }

// splitName parts a possibly qualified table name as a tag or TableName() writes it.
func splitName(s string) sqlread.TableName {
	s = strings.Trim(s, "\"`")
	if i := strings.LastIndexByte(s, '.'); i >= 0 {
		return sqlread.TableName{Schema: strings.Trim(s[:i], "\"`"), Name: strings.Trim(s[i+1:], "\"`")}
	}
	return sqlread.TableName{Name: s}
}

// holdsNull reports a Go type that can say NULL: a pointer, slice, map, interface, sql.Null…, or a library's
// type for it.
func holdsNull(expr ast.Expr) bool {
	switch e := expr.(type) {
	case *ast.StarExpr, *ast.MapType, *ast.InterfaceType:
		return true
	case *ast.ArrayType:
		return e.Len == nil
	case *ast.IndexExpr:
		return true // sql.Null[T], Option[T]
	case *ast.SelectorExpr:
		pkg, _ := e.X.(*ast.Ident)
		return strings.HasPrefix(e.Sel.Name, "Null") || strings.HasPrefix(e.Sel.Name, "DeletedAt") || pkg != nil && (pkg.Name == "pgtype" || pkg.Name == "null" || pkg.Name == "zero") ||
			e.Sel.Name == "RawMessage" || e.Sel.Name == "JSON"
	case *ast.Ident:
		return strings.HasPrefix(e.Name, "Null") && len(e.Name) > 4 || e.Name == "any"
	}
	return false
}

// isBasic reports a predeclared scalar type.
func isBasic(name string) bool {
	switch name {
	case "string", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "byte", "rune", "any":
		return true
	}
	return false
}
