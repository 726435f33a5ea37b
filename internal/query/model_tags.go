package query

import (
	"slices"
	"strconv"
	"strings"
)

func unquote(s string) (string, bool) {
	out, err := strconv.Unquote(s)
	return out, err == nil
}

// gormTag reads `gorm:"column:a;primaryKey;foreignKey:UserID;references:ID"`.
func gormTag(tag, _ string) FieldTag {
	var t FieldTag
	for _, part := range strings.Split(tag, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "-":
			// "-:migration" leaves the field out of migrations only.
			t.Skip = value == "" || strings.EqualFold(value, "all")
		case "column":
			t.Column = value
		case "primarykey", "primary_key":
			t.Key = !strings.EqualFold(value, "false")
		case "autoincrement":
			t.Generated = !strings.EqualFold(value, "false")
		case "embedded":
			t.Embed = true
		case "embeddedprefix":
			t.Prefix = value
		case "serializer", "type":
			t.Serialized = true
		case "foreignkey":
			t.Foreign = names(value)
		case "references", "association_foreignkey", "associationforeignkey":
			t.References = names(value)
		case "many2many":
			t.Relation, t.Through = "many-to-many", value
		case "joinforeignkey":
			t.ThroughForeign = value
		case "joinreferences":
			t.ThroughReferences = value
		case "polymorphic":
			t.Polymorphic = value
		case "->":
			t.ReadOnly = !strings.EqualFold(value, "false")
		}
	}
	return t
}

func names(s string) []string {
	var out []string
	for _, n := range strings.Split(s, ",") {
		if n = strings.TrimSpace(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}

// bunWords reads `bun:"col,pk,rel:has-many,join:id=user_id"`.
func bunWords(tag string) FieldTag {
	var t FieldTag
	parts := strings.Split(tag, ",")
	if parts[0] == "-" {
		return FieldTag{Skip: true}
	}
	for i, part := range parts {
		part = strings.TrimSpace(part)
		key, value, has := strings.Cut(part, ":")
		if i == 0 && !has {
			t.Column = part
			continue
		}
		switch key {
		case "table":
			t.Table = value
		case "alias":
			t.Alias = value
		case "pk":
			t.Key = true
		case "autoincrement", "identity":
			t.Generated = true
		case "embed":
			t.Embed, t.Prefix = true, value
		case "extend":
			t.Embed = true
		case "type", "json_use_number", "msgpack", "array":
			t.Serialized = true
		case "scanonly":
			t.ReadOnly = true
		case "m2m":
			t.Relation, t.Through = "many-to-many", value
		case "rel":
			t.Relation = value
		case "join":
			if own, other, ok := strings.Cut(value, "="); ok {
				t.Join = append(t.Join, [2]string{own, other})
			}
		case "polymorphic":
			t.Polymorphic = "type"
		}
	}
	if t.Relation == "many-to-many" && len(t.Join) == 1 {
		// join:Order=Item names the fields of the joining model.
		t.ThroughForeign, t.ThroughReferences = snake(t.Join[0][0])+"_id", snake(t.Join[0][1])+"_id"
	}
	return t
}

// bunTag reads the tag of a field; on the embedded bun.BaseModel it names the table, its first part too: `bun:"orders,alias:o"`.
func bunTag(tag, typ string) FieldTag {
	t := bunWords(tag)
	if strings.HasPrefix(typ, "github.com/uptrace/bun") && strings.HasSuffix(typ, ".BaseModel") {
		if t.Table == "" {
			t.Table = t.Column
		}
		t.Skip = t.Table == "" && t.Alias == ""
	}
	return t
}

// dbTag reads `db:"col"`, with options behind the name that other tags of the library say again.
func dbTag(tag, _ string) FieldTag {
	name, _, _ := strings.Cut(tag, ",")
	return FieldTag{Column: name, Skip: name == "-"}
}

// xormWords are the words of an xorm tag that are no column name: options and SQL types.
var xormWords = [...]string{
	"-", "<-", "->", "pk", "null", "not", "autoincr", "default", "created", "updated", "deleted", "version", "utc", "local", "notnull", "index", "unique",
	"cache", "nocache", "comment", "extends", "unsigned", "json", "jsonb",
	"bit", "unsignedbit", "tinyint", "unsignedtinyint", "smallint", "unsignedsmallint", "mediumint", "unsignedmediumint", "int", "unsignedint", "integer",
	"bigint", "unsignedbigint", "number", "enum", "set", "char", "varchar", "varchar2", "nchar", "nvarchar", "tinytext", "text", "ntext", "clob", "mediumtext",
	"longtext", "uuid", "uniqueidentifier", "sysname", "date", "datetime", "time", "timestamp", "timestampz", "smalldatetime", "year", "decimal", "numeric",
	"real", "float", "unsignedfloat", "double", "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bytea", "bool", "boolean", "serial",
	"bigserial", "array", "xml", "money", "smallmoney",
}

// xormTag reads `xorm:"not null pk autoincr BIGINT(20) id"`: the word that is no option and no type, or stands in quotes, is the column.
func xormTag(tag, _ string) FieldTag {
	var t FieldTag
	if tag == "-" {
		return FieldTag{Skip: true}
	}
	words := xormSplit(tag)
	for i := 0; i < len(words); i++ {
		w := words[i]
		if len(w) > 1 && w[0] == '\'' && w[len(w)-1] == '\'' {
			t.Column = strings.Trim(w, "'")
			continue
		}
		name, params, _ := strings.Cut(w, "(")
		low := strings.ToLower(name)
		switch low {
		case "pk":
			t.Key = true
		case "autoincr":
			t.Generated = true
		case "extends":
			t.Embed, t.Prefix = true, strings.Trim(strings.TrimSuffix(params, ")"), "'")
		case "json", "jsonb":
			t.Serialized = true
		case "<-":
			t.ReadOnly = true
		case "default":
			if params == "" {
				i++ // the next word is the default
			}
		}
		if low != "" && !slices.Contains(xormWords[:], low) {
			t.Column = w
		}
	}
	return t
}

// xormSplit cuts a tag at blanks outside quotes and parentheses.
func xormSplit(tag string) []string {
	var out []string
	depth, quoted, start := 0, false, -1
	for i := 0; i < len(tag); i++ {
		switch c := tag[i]; {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ' ' && depth == 0:
			if start >= 0 {
				out = append(out, tag[start:i])
			}
			start = -1
			continue
		}
		if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, tag[start:])
	}
	return out
}
