package query

import "strings"

// sqlboilerFirst is the import path that sqlboiler had at first; its last release there lacks some methods.
const sqlboilerFirst = "github.com/volatiletech/sqlboiler/v4"

// sqlboilerLibraries are the rows of sqlboiler's packages, under its first import path and the one that it moved to.
func sqlboilerLibraries() []Library {
	return []Library{sqlboiler(sqlboilerFirst), sqlboiler("github.com/aarondl/sqlboiler/v4")}
}

func boilRules() *ModelRules {
	return &ModelRules{Tag: "boil", Plural: true, Read: dbTag, Keys: []string{"ID"}}
}

func sqlboiler(p string) Library {
	var (
		qm     = p + "/queries/qm"
		helper = p + "/queries/qmhelper"
		query  = "(*" + p + "/queries.Query)"
	)
	lib := Library{Name: "sqlboiler " + p, Paths: []string{qm, helper, p + "/queries"}, Mutable: true, Rules: boilRules()}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = recv + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	// Query mods: values that stand for links.
	add(qm,
		Row{Func: ".SQL", Op: OpPred, Clause: ClauseRaw, Args: "sql args..."},
		Row{Func: ".Select", Op: OpPred, Clause: ClauseSelect, Args: "cols..."},
		Row{Func: ".From", Op: OpPred, Clause: ClauseTable, Args: "table"},
		Row{Func: ".InnerJoin", Op: OpPred, Clause: ClauseJoin, Kind: "INNER JOIN", Args: "join args..."},
		Row{Func: ".LeftOuterJoin", Op: OpPred, Clause: ClauseJoin, Kind: "LEFT JOIN", Args: "join args..."},
		Row{Func: ".RightOuterJoin", Op: OpPred, Clause: ClauseJoin, Kind: "RIGHT JOIN", Args: "join args..."},
		Row{Func: ".FullOuterJoin", Op: OpPred, Clause: ClauseJoin, Kind: "FULL JOIN", Args: "join args..."},
		Row{Func: ".With", Op: OpPred, Clause: ClausePrefix, Kind: "WITH", Args: "text args..."},
		Row{Func: ".Where", Op: OpPred, Clause: ClauseWhere, Args: "cond args..."}, Row{Func: ".And", Op: OpPred, Clause: ClauseWhere, Args: "cond args..."},
		Row{Func: ".Or", Op: OpPred, Clause: ClauseOr, Args: "cond args..."},
		Row{Func: ".Or2", Op: OpPred, Clause: ClauseOrGroup, Args: "query"},
		Row{Func: ".Expr", Op: OpPred, Clause: ClauseGroup, Args: "query..."},
		Row{Func: ".Having", Op: OpPred, Clause: ClauseHaving, Args: "cond args..."},
	)
	for _, m := range []string{"WhereIn", "AndIn", "WhereNotIn", "AndNotIn"} {
		add(qm, Row{Func: "." + m, Op: OpPred, Clause: ClauseWhere, Args: "cond args..."})
	}
	add(qm, Row{Func: ".OrIn", Op: OpPred, Clause: ClauseOr, Args: "cond args..."}, Row{Func: ".OrNotIn", Op: OpPred, Clause: ClauseOr, Args: "cond args..."})
	for _, m := range []string{"Distinct", "GroupBy", "OrderBy", "Limit", "Offset", "For", "Comment", "WithDeleted"} {
		add(qm, Row{Func: "." + m, Op: OpPred, Clause: ClauseNop})
	}
	// A relation that is read along hangs on the rows that are read, by its key.
	add(qm, Row{Func: ".Load", Op: OpPred, Clause: ClauseNop, Args: "_ _"}, Row{Func: ".Rels"}, Row{Func: ".Apply"})
	add(helper,
		Row{Func: ".WhereIsNull", Op: OpPred, Clause: ClauseCompare, Kind: "IS NULL", Args: "column"},
		Row{Func: ".WhereIsNotNull", Op: OpPred, Clause: ClauseCompare, Kind: "IS NOT NULL", Args: "column"},
		Row{Func: ".Where", Op: OpPred, Clause: ClauseHole, Args: "_ _ _"}, Row{Func: ".WhereNullEQ", Op: OpPred, Clause: ClauseHole, Args: "_ _ _"},
	)
	add("("+helper+".WhereQueryMod)", Row{Func: ".*"})
	add("("+helper+".Nullable)", Row{Func: ".*"})
	add("("+qm+".QueryMod)", Row{Func: ".*"})
	add("("+qm+".QueryModFunc)", Row{Func: ".*"})
	// Raw text, and what runs a query.
	add(p+"/queries", Row{Func: ".Raw", Op: OpStart, Clause: ClauseRaw, Args: "sql args..."}, Row{Func: ".RawG", Op: OpStart, Clause: ClauseRaw, Args: "sql args..."})
	ends := strings.Fields("Bind BindG BindP Exec ExecP ExecContext Query QueryP QueryContext QueryRow QueryRowContext")
	if p != sqlboilerFirst {
		ends = append(ends, strings.Fields(`BindGP ExecG ExecGP ExecContextG ExecContextP ExecContextGP QueryG QueryGP QueryContextG QueryContextP QueryContextGP QueryRowG
			QueryRowContextG`)...)
	}
	for _, m := range ends {
		add(query, Row{Func: "." + m, Op: OpEnd})
	}
	// What generated code calls to put a query together, a step at a time.
	for _, f := range strings.Fields(`AppendFrom AppendFullOuterJoin AppendGroupBy AppendHaving AppendIn AppendInnerJoin AppendLeftOuterJoin AppendLoad AppendNotIn AppendOrderBy
		AppendRightOuterJoin AppendSelect AppendWhere AppendWhereLeftParen AppendWhereRightParen AppendWith Assign Bind BindMapping BuildQuery Equal GetSelect IsNil IsValuerNil
		MakeStructMapping MustTime NonZeroDefaultSet PtrsFromMapping RemoveSoftDeleteWhere SetArgs SetComment SetCount SetDelete SetDialect SetDistinct SetFor SetFrom
		SetFromEmbeddedStruct SetLastInAsOr SetLastWhereAsOr SetLimit SetLoad SetLoadMods SetOffset SetRemoveSoftDeleteRgx SetSQL SetScanner SetSelect SetUpdate ValuesFromMapping`) {
		add(p+"/queries", Row{Func: "." + f})
	}
	add("("+p+"/queries.Applicator)", Row{Func: ".*"})
	return lib
}

// boilLibrary are the rows of what sqlboiler generates: {T} stands for a model, whose query type is {T}Query and whose list is {T}Slice. A method may
// have G (the global handle) or P (panics), or both, behind its name. "@" gives the receiver a role, "^" the last argument.
func boilLibrary() Library {
	lib := Library{Name: "sqlboiler models", Mutable: true, Rules: boilRules()}
	lib.Rows = []Row{
		{Func: "{T}Query.One", Op: OpEnd, Kind: KindSelect}, {Func: "{T}Query.All", Op: OpEnd, Kind: KindSelect},
		{Func: "{T}Query.Count", Op: OpEnd, Kind: KindCount}, {Func: "{T}Query.Exists", Op: OpEnd, Kind: KindSelect},
		{Func: "{T}Query.DeleteAll", Op: OpEnd, Kind: KindDelete},
		{Func: "{T}Query.UpdateAll", Op: OpEnd, Kind: KindUpdate, Args: "^values"},
		{Func: "{T}Slice.DeleteAll", Op: OpEnd, Kind: KindDelete, Clause: ClauseWherePK, Args: "@model"},
		{Func: "{T}Slice.UpdateAll", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "@model ^values"},
		{Func: "{T}Slice.ReloadAll", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "@model"},
		{Func: "{T}.Insert", Op: OpEnd, Kind: KindInsert, Args: "@values"},
		{Func: "{T}.Update", Op: OpEnd, Kind: KindUpdate, Clause: ClauseWherePK, Args: "@model"},
		{Func: "{T}.Upsert", Op: OpEnd, Kind: KindInsert, Clause: ClauseConflict, Args: "@values"},
		{Func: "{T}.Delete", Op: OpEnd, Kind: KindDelete, Clause: ClauseWherePK, Args: "@model"},
		{Func: "{T}.Reload", Op: OpEnd, Kind: KindSelect, Clause: ClauseWherePK, Args: "@model"},
		{Func: "whereHelper.EQ", Op: OpPred, Clause: ClauseCompare, Kind: "=", Args: "value"},
		{Func: "whereHelper.NEQ", Op: OpPred, Clause: ClauseCompare, Kind: "<>", Args: "value"},
		{Func: "whereHelper.LT", Op: OpPred, Clause: ClauseCompare, Kind: "<", Args: "value"},
		{Func: "whereHelper.LTE", Op: OpPred, Clause: ClauseCompare, Kind: "<=", Args: "value"},
		{Func: "whereHelper.GT", Op: OpPred, Clause: ClauseCompare, Kind: ">", Args: "value"},
		{Func: "whereHelper.GTE", Op: OpPred, Clause: ClauseCompare, Kind: ">=", Args: "value"},
		{Func: "whereHelper.IN", Op: OpPred, Clause: ClauseCompare, Kind: "IN", Args: "value"},
		{Func: "whereHelper.NIN", Op: OpPred, Clause: ClauseCompare, Kind: "NOT IN", Args: "value"},
		{Func: "whereHelper.LIKE", Op: OpPred, Clause: ClauseCompare, Kind: "LIKE", Args: "value"},
		{Func: "whereHelper.NLIKE", Op: OpPred, Clause: ClauseCompare, Kind: "NOT LIKE", Args: "value"},
		{Func: "whereHelper.IsNull", Op: OpPred, Clause: ClauseCompare, Kind: "IS NULL"},
		{Func: "whereHelper.IsNotNull", Op: OpPred, Clause: ClauseCompare, Kind: "IS NOT NULL"},
	}
	return lib
}
