package catalog

import "go/ast"

// fieldClass says what a struct field is to a library that maps structs to tables.
type fieldClass uint8

const (
	columnField fieldClass = iota
	relationField
	notColumn
)

// classify tells a column from a relation by the field's type. A named type that is no struct, or that knows
// how to write itself to the database, is a column; so is a type that cannot be seen, but for slices of it. A
// struct that is a model is a relation; any other struct needs a tag to be a column.
func (r *modelReader) classify(f *goFile, expr ast.Expr, depth int) fieldClass {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return r.classify(f, e.X, depth)
	case *ast.ArrayType:
		switch elem := e.Elt.(type) {
		case *ast.Ident:
			if isBasic(elem.Name) {
				if elem.Name == "byte" || elem.Name == "uint8" {
					return columnField
				}
				return notColumn // needs a serializer or type tag
			}
		case *ast.ArrayType:
			return notColumn
		}
		if r.classify(f, e.Elt, depth) == relationField {
			return relationField
		}
		return notColumn
	case *ast.MapType, *ast.FuncType, *ast.ChanType, *ast.InterfaceType, *ast.StructType:
		return notColumn
	case *ast.Ident:
		if isBasic(e.Name) {
			return columnField
		}
	}
	d := r.tree.resolve(f, expr)
	// What cannot be seen is believed to be a value: most such types (decimals, UUIDs, times) implement
	// driver.Valuer.
	if d == nil || depth == 0 {
		return columnField // time.Time, uuid.UUID, sql.NullString, another module's type
	}
	name := d.spec.Name.Name
	switch d.spec.Type.(type) {
	case *ast.StructType:
		if _, fn := r.tree.method(d.file.dir, name, "Value"); fn != nil {
			return columnField
		}
		if _, fn := r.tree.method(d.file.dir, name, "Scan"); fn != nil {
			return columnField
		}
		return relationField
	case *ast.InterfaceType, *ast.FuncType, *ast.ChanType:
		return notColumn
	case *ast.ArrayType, *ast.MapType:
		if _, fn := r.tree.method(d.file.dir, name, "Value"); fn != nil {
			return columnField
		}
		return r.classify(d.file, d.spec.Type, depth-1)
	}
	return r.classify(d.file, d.spec.Type, depth-1)
}

// elementType is T of []T, *T, []*T.
func elementType(expr ast.Expr) ast.Expr {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return elementType(e.X)
	case *ast.ArrayType:
		return elementType(e.Elt)
	}
	return expr
}

// goSQLType is the rough SQL type of a Go type, for telling whether one column can refer to another.
func goSQLType(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return goSQLType(e.X)
	case *ast.Ident:
		switch e.Name {
		case "string":
			return "text"
		case "bool":
			return "boolean"
		case "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64":
			return "bigint"
		case "float32", "float64":
			return "double precision"
		}
	case *ast.SelectorExpr:
		switch e.Sel.Name {
		case "Time", "NullTime", "DeletedAt":
			return "timestamp"
		case "UUID", "NullUUID":
			return "uuid"
		case "NullString":
			return "text"
		case "NullInt64", "NullInt32":
			return "bigint"
		case "NullBool":
			return "boolean"
		}
	case *ast.ArrayType:
		if id, ok := e.Elt.(*ast.Ident); ok && id.Name == "byte" {
			return "bytea"
		}
	}
	return ""
}
