package catalog

import "bytes"

// goUses says what a look at the bytes of a file found.
type goUses struct{ gorm, bun, xorm, ent, sqlc, db, ddl bool }

func (u goUses) any() bool { return u.gorm || u.bun || u.xorm || u.ent || u.sqlc || u.db || u.ddl }

// usesOf looks at the bytes of a file, so that most files are never parsed.
func usesOf(src []byte) goUses {
	var u goUses
	generated := isGenerated(src)
	if generated {
		// A generated model begins at once; the rest of a generated file, often megabytes, is not looked at.
		src = src[:min(len(src), 16<<10)]
	}
	has := func(s string) bool { return bytes.Contains(src, []byte(s)) }
	if has(`gorm`) {
		u.gorm = has(`gorm:"`) || has("gorm.Model") || has("AutoMigrate(") || has("gorm.DeletedAt")
	}
	if has(`bun`) {
		u.bun = has(`bun:"`) || has("bun.BaseModel")
	}
	u.xorm = has(`xorm:"`)
	if has("ent.") || has("mixin.") {
		u.ent = has("ent.Schema") || has("mixin.Schema") || has("ent.Field") || has("ent.Policy") || has("ent.Interceptor") || has("ent.Mixin")
	}
	if has("TableName() string") {
		u.gorm, u.xorm = true, u.xorm || has("xorm")
	}
	u.db = has(`db:"`)
	if generated {
		u.sqlc = bytes.Contains(src[:min(len(src), 512)], []byte("sqlc"))
		return u
	}
	u.ddl = hasDDL(src)
	return u
}

// hasDDL looks for a statement that changes a schema, in the two usual cases.
func hasDDL(src []byte) bool {
	for _, word := range [...]string{" TABLE ", " table ", " VIEW ", " view ", "UNIQUE INDEX ", "unique index ", " POLICY ", "create policy ", "TABLE\n"} {
		for rest := src; ; {
			i := bytes.Index(rest, []byte(word))
			if i < 0 {
				break
			}
			// The verb stands shortly before: CREATE UNLOGGED TABLE, CREATE OR REPLACE VIEW.
			before := rest[max(0, i-24) : i+1]
			for _, verb := range [...]string{"CREATE", "create", "ALTER", "alter", "DROP", "drop"} {
				if bytes.Contains(before, []byte(verb)) {
					return true
				}
			}
			rest = rest[i+len(word)-1:]
		}
	}
	return false
}

// isGenerated looks for the standard header before the package clause.
func isGenerated(src []byte) bool {
	head := src[:min(len(src), 2048)]
	if i := bytes.Index(head, []byte("\npackage ")); i >= 0 {
		head = head[:i]
	}
	return bytes.Contains(head, []byte("// Code generated ")) && bytes.Contains(head, []byte("DO NOT EDIT."))
}
