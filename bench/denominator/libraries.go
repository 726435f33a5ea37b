package main

import (
	"go/ast"
	"go/types"
	"regexp"
	"strings"
)

// library says which methods and functions of a package send something to the database. The list is made from the libraries'
// documentation and shares nothing with the linter's tables.
type library struct {
	name    string
	path    *regexp.Regexp // of the package
	types   *regexp.Regexp // of the receiver; functions have the empty receiver
	methods *regexp.Regexp
}

func libraries() []library {
	lib := func(name, path, typ, methods string) library {
		return library{name, regexp.MustCompile("^(?:" + path + ")$"), regexp.MustCompile("^(?:" + typ + ")$"), regexp.MustCompile("^(?:" + methods + ")$")}
	}
	return []library{
		lib("database/sql", `database/sql`, `DB|Tx|Conn|Stmt`, `(Query|QueryRow|Exec|Prepare)(Context)?`),
		lib("sqlx", `github\.com/jmoiron/sqlx`, `|DB|Tx|Conn|Stmt|NamedStmt|Ext|ExtContext|Queryer|QueryerContext|Execer|ExecerContext|Preparer|PreparerContext`,
			`(Query|QueryRow|Exec|Prepare|Get|Select|NamedExec|NamedQuery|Queryx|QueryRowx|MustExec|Preparex|PrepareNamed|LoadFile)(Context)?`),
		lib("pgx", `github\.com/jackc/pgx/v\d+(/pgxpool|/pgconn|/stdlib)?`, `Conn|Pool|Tx|Batch|PgConn|Rows|BatchResults`, `Query|QueryRow|QueryFunc|Exec|ExecParams|ExecPrepared|CopyFrom|SendBatch|Queue|Prepare`),
		lib("gorm", `gorm\.io/gorm`, `DB`, `First|Last|Take|Find|FindInBatches|FirstOrCreate|FirstOrInit|Create|CreateInBatches|Save|Update|Updates|UpdateColumn|UpdateColumns|Delete|Count|Pluck|Scan|Row|Rows|Exec`),
		lib("gorm", `gorm\.io/gorm`, `Association`, `Find|Append|Replace|Delete|Clear|Count`),
		lib("bun", `github\.com/uptrace/bun`, `(Select|Insert|Update|Delete|Merge|Raw|Values|TruncateTable)Query`, `Exec|Scan|Count|Exists|ScanAndCount|Rows`),
		lib("bun", `github\.com/uptrace/bun`, `DB|Tx|Conn|IDB|IConn`, `(Query|QueryRow|Exec|Prepare)(Context)?`),
		lib("xorm", `xorm\.io/xorm`, `Session|Engine|EngineGroup|Interface|EngineInterface`,
			`Get|Find|FindAndCount|Insert|InsertOne|InsertMulti|Update|Delete|Truncate|Count|Exist|Iterate|Rows|BufferSize|Exec|Query|QueryString|QueryInterface|Sum|SumInt|Sums|SumsInt|QuerySliceString`),
	}
}

// callee is the function or method that a call names, nil for a conversion, a builtin or a function value.
func callee(info *types.Info, c *ast.CallExpr) *types.Func {
	fun := ast.Unparen(c.Fun)
	for {
		switch f := fun.(type) {
		case *ast.IndexExpr:
			fun = f.X
			continue
		case *ast.IndexListExpr:
			fun = f.X
			continue
		}
		break
	}
	var id *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return nil
	}
	fn, _ := info.Uses[id].(*types.Func)
	return fn
}

// receiver is the name of a method's receiver type, "" for a function.
func receiver(fn *types.Func) string {
	sig, ok := fn.Type().(*types.Signature)
	if !ok || sig.Recv() == nil {
		return ""
	}
	t := types.Unalias(sig.Recv().Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

var (
	entTypes   = regexp.MustCompile(`(Query|Create|CreateBulk|Update|UpdateOne|Delete|DeleteOne|Upsert|UpsertOne|UpsertBulk|Select|GroupBy)$`)
	entMethods = regexp.MustCompile(`^(All|First|FirstID|Only|OnlyID|IDs|Count|Exist|Save|Exec|Scan|Strings|String|Ints|Int|Bools|Bool|Float64s|Float64)X?$`)
)

// query names the library whose query function a call is, "" when it is none.
func (p *program) query(info *types.Info, c *ast.CallExpr) string {
	fn := callee(info, c)
	if fn == nil || fn.Pkg() == nil {
		return ""
	}
	path, recv := fn.Pkg().Path(), receiver(fn)
	for _, l := range p.libraries {
		if l.path.MatchString(path) && l.types.MatchString(recv) && l.methods.MatchString(fn.Name()) {
			return l.name
		}
	}
	switch p.generator(fn.Pkg()) {
	case "ent":
		if fn.Name() == "ExecContext" || fn.Name() == "QueryContext" { // the feature sql/execquery
			return "ent"
		}
		if recv == "Client" || strings.HasSuffix(recv, "Client") {
			if fn.Name() == "Get" || fn.Name() == "GetX" {
				return "ent"
			}
			return ""
		}
		if entTypes.MatchString(recv) && entMethods.MatchString(fn.Name()) {
			return "ent"
		}
	case "sqlc":
		sig := fn.Type().(*types.Signature)
		// People put methods of their own beside the generated ones: those run the libraries' functions themselves.
		if recv == "Queries" && sig.Params().Len() > 0 && fn.Name() != "WithTx" && p.writtenBy(fn, "sqlc") {
			return "sqlc"
		}
	}
	return ""
}
