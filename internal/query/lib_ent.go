package query

// entLibrary holds the templates of the rows of a client that entgo.io/ent generates. {T} is the name of an entity, {Field} that of one of
// its fields, {Edge} that of one of its edges, {Any} any word; the receiver is the entity's builder. ent.go fills them in.
func entLibrary() Library {
	lib := Library{Name: "ent", Mutable: true}
	add := func(recv string, rows ...Row) {
		for _, r := range rows {
			r.Func = "{T}" + recv + "." + r.Func
			lib.Rows = append(lib.Rows, r)
		}
	}
	add("Client",
		Row{Func: "Query", Op: OpStart, Kind: KindSelect},
		Row{Func: "Create", Op: OpStart, Kind: KindInsert},
		Row{Func: "CreateBulk", Op: OpStart, Kind: KindInsert, Clause: ClauseValues, Args: "query..."},
		Row{Func: "MapCreateBulk", Op: OpStart, Kind: KindInsert, Clause: ClauseApply, Args: "_ func"},
		Row{Func: "Update", Op: OpStart, Kind: KindUpdate},
		Row{Func: "UpdateOne", Op: OpStart, Kind: KindUpdate, Clause: ClauseKey, Args: "key", Column: "ID"},
		Row{Func: "UpdateOneID", Op: OpStart, Kind: KindUpdate, Clause: ClauseKey, Args: "key"},
		Row{Func: "Delete", Op: OpStart, Kind: KindDelete},
		Row{Func: "DeleteOne", Op: OpStart, Kind: KindDelete, Clause: ClauseKey, Args: "key", Column: "ID"},
		Row{Func: "DeleteOneID", Op: OpStart, Kind: KindDelete, Clause: ClauseKey, Args: "key"},
		Row{Func: "Get", Op: OpEnd, Kind: KindSelect, Args: "_ key"},
		Row{Func: "GetX", Op: OpEnd, Kind: KindSelect, Args: "_ key"},
		Row{Func: "Query{Edge}", Op: OpStart, Kind: KindSelect, Clause: ClauseEdge, Args: "key"},
		Row{Func: "Use"}, Row{Func: "Intercept"}, Row{Func: "Hooks"}, Row{Func: "Interceptors"},
	)
	// The entity itself: order.QueryLines(), order.Update().
	add("",
		Row{Func: "Query{Edge}", Op: OpStart, Kind: KindSelect, Clause: ClauseEdge, Args: "recv"},
		Row{Func: "Update", Op: OpStart, Kind: KindUpdate, Clause: ClauseKey, Args: "recv", Column: "ID"},
	)
	ends := []string{"First", "FirstID", "Only", "OnlyID", "All", "IDs", "Exist", "Scan", "Strings", "String", "Ints", "Int", "Float64s", "Float64", "Bools", "Bool"}
	for _, recv := range []string{"Query", "Select", "GroupBy"} {
		for _, m := range ends {
			add(recv, Row{Func: m, Op: OpEnd, Kind: KindSelect}, Row{Func: m + "X", Op: OpEnd, Kind: KindSelect})
		}
		add(recv, Row{Func: "Count", Op: OpEnd, Kind: KindCount}, Row{Func: "CountX", Op: OpEnd, Kind: KindCount})
	}
	add("Query",
		Row{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
		Row{Func: "Clone", Op: OpLink, Clause: ClauseCopy},
		Row{Func: "Select", Op: OpLink, Clause: ClauseSelect, Args: "cols..."},
		Row{Func: "Modify", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
		Row{Func: "With{Edge}", Op: OpLink, Clause: ClausePreload, Args: "func..."},
		Row{Func: "WithNamed{Edge}", Op: OpLink, Clause: ClausePreload, Args: "_ func..."},
		Row{Func: "Query{Edge}", Op: OpLink, Clause: ClauseEdge},
		Row{Func: "Limit", Op: OpLink}, Row{Func: "Offset", Op: OpLink}, Row{Func: "Unique", Op: OpLink}, Row{Func: "Order", Op: OpLink},
		Row{Func: "GroupBy", Op: OpLink}, Row{Func: "Aggregate", Op: OpLink}, Row{Func: "ForUpdate", Op: OpLink}, Row{Func: "ForShare", Op: OpLink},
	)
	add("Select",
		Row{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
		Row{Func: "Modify", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
		Row{Func: "With{Edge}", Op: OpLink, Clause: ClausePreload, Args: "func..."},
		Row{Func: "WithNamed{Edge}", Op: OpLink, Clause: ClausePreload, Args: "_ func..."},
		Row{Func: "Query{Edge}", Op: OpLink, Clause: ClauseEdge},
		Row{Func: "Clone", Op: OpLink, Clause: ClauseCopy},
		Row{Func: "Aggregate", Op: OpLink}, Row{Func: "Limit", Op: OpLink}, Row{Func: "Offset", Op: OpLink}, Row{Func: "Unique", Op: OpLink}, Row{Func: "Order", Op: OpLink},
		Row{Func: "ForUpdate", Op: OpLink}, Row{Func: "ForShare", Op: OpLink},
	)
	add("GroupBy", Row{Func: "Aggregate", Op: OpLink})
	for _, recv := range []string{"Create", "Update", "UpdateOne"} {
		add(recv,
			Row{Func: "Set{Field}", Op: OpLink, Clause: ClauseSet, Args: "value"},
			Row{Func: "SetNillable{Field}", Op: OpLink, Clause: ClauseSet, Args: "value"},
			Row{Func: "SetOrClear{Field}", Op: OpLink, Clause: ClauseSet, Args: "value"},
			Row{Func: "Append{Field}", Op: OpLink, Clause: ClauseSet, Args: "value"},
			Row{Func: "Set{Edge}ID", Op: OpLink, Clause: ClauseSet, Args: "value"},
			Row{Func: "SetNillable{Edge}ID", Op: OpLink, Clause: ClauseSet, Args: "value"},
			Row{Func: "Set{Edge}", Op: OpLink, Clause: ClauseSet, Args: "value"},
		)
	}
	// Links on rows at the other end of an edge are not followed: AddLineIDs gives rows of another table this one for a parent.
	for _, recv := range []string{"Create", "CreateBulk", "UpsertOne", "UpsertBulk", "Update", "UpdateOne", "Delete", "DeleteOne"} {
		if recv != "UpsertOne" && recv != "UpsertBulk" {
			for _, m := range []string{"Save", "SaveX"} {
				add(recv, Row{Func: m, Op: OpEnd})
			}
		}
		for _, m := range []string{"Exec", "ExecX"} {
			add(recv, Row{Func: m, Op: OpEnd})
		}
		add(recv, Row{Func: "Mutation"})
	}
	for _, recv := range []string{"UpsertOne", "UpsertBulk"} {
		add(recv,
			Row{Func: "ID", Op: OpEnd}, Row{Func: "IDX", Op: OpEnd},
			Row{Func: "UpdateNewValues", Op: OpLink, Clause: ClauseAllCols},
			Row{Func: "Ignore", Op: OpLink, Clause: ClauseAllCols, Kind: KindNothing}, Row{Func: "DoNothing", Op: OpLink, Clause: ClauseAllCols, Kind: KindNothing},
			Row{Func: "Update", Op: OpLink},
			Row{Func: "Set{Field}", Op: OpLink, Clause: ClauseSet, Args: "value"},
			Row{Func: "Update{Field}", Op: OpLink}, Row{Func: "Clear{Field}", Op: OpLink}, Row{Func: "Add{Field}", Op: OpLink},
		)
	}
	for _, recv := range []string{"Create", "CreateBulk"} {
		add(recv,
			Row{Func: "OnConflict", Op: OpLink, Clause: ClauseConflict, Args: "expr..."},
			Row{Func: "OnConflictColumns", Op: OpLink, Clause: ClauseConflict, Args: "cols..."},
		)
	}
	for _, recv := range []string{"Update", "UpdateOne"} {
		add(recv,
			Row{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
			Row{Func: "Modify", Op: OpLink, Clause: ClauseWhere, Args: "pred..."},
			Row{Func: "Clear{Field}", Op: OpLink, Clause: ClauseSet},
			Row{Func: "Add{Field}", Op: OpLink, Clause: ClauseSet, Args: "value"},
		)
	}
	add("UpdateOne", Row{Func: "Select", Op: OpLink})
	for _, recv := range []string{"Delete", "DeleteOne"} {
		add(recv, Row{Func: "Where", Op: OpLink, Clause: ClauseWhere, Args: "pred..."})
	}
	for _, recv := range []string{"Create", "Update", "UpdateOne"} {
		add(recv,
			Row{Func: "Add{Any}", Op: OpLink}, Row{Func: "Remove{Any}", Op: OpLink}, Row{Func: "Clear{Any}", Op: OpLink},
		)
	}
	return lib
}
