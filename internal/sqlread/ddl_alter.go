package sqlread

// alter reads what follows ALTER.
func (d *ddl) alter(start int) {
	switch {
	case d.oneOf("ONLINE", "OFFLINE", "IGNORE") != "" && d.word("TABLE"), d.word("TABLE"), d.word("FOREIGN", "TABLE"):
		d.alterTable(start)
	case d.word("VIEW"), d.word("MATERIALIZED", "VIEW"):
		// Other changes of a view leave its query as it is.
		d.ifExists()
		if n, ok := d.name(); ok {
			d.rename(start, n)
		}
	case d.word("INDEX"):
		d.ifExists()
		from, ok := d.name()
		if ok && d.word("RENAME", "TO") {
			if to := d.ident(); to != "" {
				d.add(start, Change{Op: OpRenameIndex, Name: from.Name, NewName: to})
			}
		}
	case d.word("POLICY"):
		d.alterPolicy(start)
	case d.word("SCHEMA"):
		from := d.ident()
		if from != "" && d.word("RENAME", "TO") {
			if to := d.ident(); to != "" {
				d.add(start, Change{Op: OpRenameSchema, Name: from, NewName: to})
			}
		}
	}
}

// rename reads RENAME TO x and SET SCHEMA x of a table or view.
func (d *ddl) rename(start int, table TableName) {
	switch {
	case d.word("RENAME", "TO"), d.word("RENAME", "AS"):
		if to, ok := d.name(); ok {
			d.add(start, Change{Op: OpRenameTable, Table: table, To: to})
		}
	case d.word("SET", "SCHEMA"):
		if to := d.ident(); to != "" {
			d.add(start, Change{Op: OpRenameTable, Table: table, To: TableName{Schema: to}})
		}
	}
}

// alterTable reads what follows ALTER TABLE: a name and actions separated by commas.
func (d *ddl) alterTable(start int) {
	exists := d.ifExists()
	d.word("ONLY")
	table, ok := d.name()
	if !ok {
		d.nameProblem(start)
		return
	}
	d.take("*")
	d.list(d.pos, d.end, func() {
		first := d.pos
		// A text that is put together at run time may leave a hole anywhere; what it does to a name that is not
		// known changes nothing that is.
		if !d.alterAction(table, exists) && d.fixed == nil {
			d.problem(first, "the change of the table cannot be read")
		}
	})
}

// alterAction reads one action; it reports false for one that it does not know.
func (d *ddl) alterAction(table TableName, exists bool) bool {
	start := d.pos
	emit := func(c Change) bool {
		c.Table = table
		c.Exists = c.Exists || exists
		d.add(start, c)
		return true
	}
	switch {
	case d.word("ADD"):
		return d.alterAdd(emit)
	case d.word("DROP"):
		return d.alterDrop(emit)
	case d.word("ALTER"):
		return d.alterColumn(emit)
	case d.word("MODIFY"), d.word("CHANGE"):
		change := d.at(d.pos - 1).is("CHANGE")
		// MODIFY repeats the name in the definition, CHANGE gives the new one after the old.
		d.word("COLUMN")
		d.ifExists()
		old := d.peek().text
		if change {
			d.pos++
		}
		col, cons, ok := d.columnDef()
		if !ok {
			return false
		}
		return emit(Change{Op: OpModifyColumn, Name: old, Column: &col, Constraints: cons})
	case d.is("RENAME", "TO"), d.is("RENAME", "AS"), d.is("SET", "SCHEMA"):
		d.rename(start, table)
		return true
	case d.word("RENAME"):
		return d.alterRename(emit, table, start)
	case d.word("ENABLE", "ROW", "LEVEL", "SECURITY"):
		return emit(Change{Op: OpRowSecurity, Row: RowEnable})
	case d.word("DISABLE", "ROW", "LEVEL", "SECURITY"):
		return emit(Change{Op: OpRowSecurity, Row: RowDisable})
	case d.word("FORCE", "ROW", "LEVEL", "SECURITY"):
		return emit(Change{Op: OpRowSecurity, Row: RowForce})
	case d.word("NO", "FORCE", "ROW", "LEVEL", "SECURITY"):
		return emit(Change{Op: OpRowSecurity, Row: RowNoForce})
	case d.word("ATTACH", "PARTITION"):
		part, ok := d.name()
		return ok && emit(Change{Op: OpAttachPartition, To: part})
	case d.word("DETACH", "PARTITION"):
		part, ok := d.name()
		return ok && emit(Change{Op: OpDetachPartition, To: part})
	case d.word("INHERIT"):
		parent, ok := d.name()
		return ok && emit(Change{Op: OpInherit, To: parent})
	case d.word("VALIDATE", "CONSTRAINT"):
		return emit(Change{Op: OpValidate, Name: d.ident()})
	case d.done():
		return true
	}
	// Storage, ownership and the like touch neither columns nor keys; so does whatever MySQL writes as NAME =
	// value.
	return d.oneOf("OWNER", "SET", "RESET", "VALIDATE", "CLUSTER", "ENABLE", "DISABLE", "FORCE", "NO", "REPLICA", "CONVERT", "DEFAULT", "CHARACTER", "CHARSET", "COLLATE",
		"ORDER", "COMMENT", "ALGORITHM", "LOCK", "PARTITION", "REORGANIZE", "TRUNCATE", "COALESCE", "ANALYZE", "REBUILD", "DISCARD", "IMPORT", "REMOVE", "EXCHANGE", "NOT", "OF",
		"WITH", "WITHOUT", "SPLIT", "DEPENDS", "ATTACH") != "" || d.at(d.pos+1).op("=") || d.is("ENGINE") || d.is("AUTO_INCREMENT")
}

// alterAdd reads what follows ADD.
func (d *ddl) alterAdd(emit func(Change) bool) bool {
	if d.is("PARTITION") || d.is("GENERATED") {
		return true
	}
	// Without COLUMN either may follow: a column may be named key or index, a constraint may have no name.
	column := d.word("COLUMN")
	exists := d.ifExists()
	if !column {
		if cons, ok := d.tableConstraint(); ok {
			for _, c := range cons {
				emit(Change{Op: OpAddConstraint, Constraints: []ConstraintDef{c}})
			}
			return true
		}
	}
	if d.op("(") { // MySQL: ADD (a int, b int)
		from, to := d.skipParens()
		ok := true
		d.list(from, to, func() {
			if cons, is := d.tableConstraint(); is {
				for _, c := range cons {
					emit(Change{Op: OpAddConstraint, Constraints: []ConstraintDef{c}})
				}
				return
			}
			col, cons, good := d.columnDef()
			ok = ok && good && emit(Change{Op: OpAddColumn, Column: &col, Constraints: cons})
		})
		return ok
	}
	col, cons, ok := d.columnDef()
	return ok && emit(Change{Op: OpAddColumn, Column: &col, Constraints: cons, Exists: exists})
}

// alterDrop reads what follows DROP.
func (d *ddl) alterDrop(emit func(Change) bool) bool {
	switch {
	case d.word("PRIMARY", "KEY"):
		// MySQL's primary key has no name to drop it by.
		return emit(Change{Op: OpDropConstraint, Constraints: []ConstraintDef{{Kind: ConstraintPrimaryKey}}})
	case d.word("CONSTRAINT"), d.word("FOREIGN", "KEY"):
		exists := d.ifExists()
		return emit(Change{Op: OpDropConstraint, Name: d.ident(), Exists: exists})
	case (d.is("INDEX") || d.is("KEY")) && d.at(d.pos+1).isName() && !d.at(d.pos+1).is("CASCADE") && !d.at(d.pos+1).is("RESTRICT"):
		d.pos++
		exists := d.ifExists()
		return emit(Change{Op: OpDropIndex, Name: d.ident(), Exists: exists})
	case d.is("CHECK") && d.at(d.pos+1).isName():
		d.pos++
		return emit(Change{Op: OpDropConstraint, Name: d.ident()})
	case d.is("PARTITION") && d.at(d.pos+1).isName():
		return true
	}
	d.word("COLUMN")
	exists := d.ifExists()
	if d.op("(") {
		cols, _ := d.columnList()
		for _, c := range cols {
			emit(Change{Op: OpDropColumn, Name: c})
		}
		return len(cols) > 0
	}
	name := d.ident()
	return name != "" && emit(Change{Op: OpDropColumn, Name: name, Exists: exists})
}

// alterColumn reads what follows ALTER: [COLUMN] c SET NOT NULL and its like.
func (d *ddl) alterColumn(emit func(Change) bool) bool {
	// ALTER CONSTRAINT c DEFERRABLE, ALTER INDEX i INVISIBLE: neither changes what is guaranteed.
	if (d.is("CONSTRAINT") || d.is("INDEX") || d.is("CHECK")) && d.at(d.pos+1).isName() {
		return true
	}
	d.word("COLUMN")
	d.ifExists()
	name := d.ident()
	if name == "" {
		return false
	}
	switch {
	case d.word("SET", "NOT", "NULL"):
		return emit(Change{Op: OpSetNotNull, Name: name})
	case d.word("DROP", "NOT", "NULL"):
		return emit(Change{Op: OpDropNotNull, Name: name})
	case d.word("SET", "DEFAULT"):
		return emit(Change{Op: OpSetDefault, Name: name, Column: &ColumnDef{Name: name, Default: d.defaultExpr()}})
	case d.word("DROP", "DEFAULT"):
		return emit(Change{Op: OpDropDefault, Name: name})
	case d.word("TYPE"), d.word("SET", "DATA", "TYPE"):
		return emit(Change{Op: OpSetType, Name: name, Column: &ColumnDef{Name: name, Type: d.typeName()}})
	case d.word("ADD", "GENERATED"):
		return emit(Change{Op: OpSetGenerated, Name: name})
	}
	// Statistics, storage and options of an identity.
	return d.oneOf("SET", "RESET", "DROP", "ADD", "RESTART") != ""
}

// alterRename reads what follows RENAME, when that is no new name for the table.
func (d *ddl) alterRename(emit func(Change) bool, table TableName, start int) bool {
	op := OpRenameColumn
	switch {
	case d.word("COLUMN"):
	case d.is("CONSTRAINT") && d.at(d.pos+1).isName() && !d.at(d.pos+1).is("TO"):
		d.pos++
		op = OpRenameConstraint
	case (d.is("INDEX") || d.is("KEY")) && d.at(d.pos+1).isName() && !d.at(d.pos+1).is("TO"):
		d.pos++
		op = OpRenameIndex
	}
	d.ifExists()
	from := d.ident()
	if from == "" {
		return false
	}
	if !d.word("TO") {
		if d.done() { // MySQL: RENAME x
			d.add(start, Change{Op: OpRenameTable, Table: table, To: TableName{Name: from}})
			return true
		}
		return false
	}
	to := d.ident()
	return to != "" && emit(Change{Op: op, Name: from, NewName: to})
}
