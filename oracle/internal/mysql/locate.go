package mysql

import (
	"fmt"
	"strings"

	"github.com/pingcap/tidb/pkg/parser/ast"
)

// locate finds the byte offset of every table name. The grammar keeps none, so it is asked: each place where a name's text
// stands is replaced by another name of the same length, the text is read again, and the table whose name has changed is the
// one that stands there. Nothing is assumed about what the text means.
func locate(sql string, trees []ast.StmtNode) (map[*ast.TableName]int, error) {
	tables := tableNames(trees)
	places := map[*ast.TableName]int{}
	tried := map[int]bool{}
	lower := strings.ToLower(sql)
	for _, t := range tables {
		word := strings.ToLower(first(t))
		for from := 0; ; {
			i := strings.Index(lower[from:], word)
			if i < 0 {
				break
			}
			at := from + i
			from = at + 1
			if tried[at] || !wholeWord(sql, at, at+len(word)) {
				continue
			}
			tried[at] = true
			changed, err := parse(sql[:at] + other(word) + sql[at+len(word):])
			if err != nil {
				continue // a keyword or a function that must keep its name: no table stands there
			}
			after := tableNames(changed)
			if len(after) != len(tables) {
				continue
			}
			for k := range tables {
				if !strings.EqualFold(first(after[k]), first(tables[k])) {
					start := at
					if at > 0 && sql[at-1] == '`' {
						start--
					}
					places[tables[k]] = start
				}
			}
		}
	}
	for _, t := range tables {
		if _, ok := places[t]; !ok {
			return nil, fmt.Errorf("mysql grammar: table %s has no place in the text", t.Name.O)
		}
	}
	return places, nil
}

// first is the part of a name that stands first in the text.
func first(t *ast.TableName) string {
	if t.Schema.O != "" {
		return t.Schema.O
	}
	return t.Name.O
}

// other is a name of the same length that is neither word nor a keyword.
func other(word string) string {
	repl := strings.Repeat("z", len(word))
	if repl == word {
		repl = strings.Repeat("y", len(word))
	}
	return repl
}

func wholeWord(sql string, at, end int) bool {
	return (at == 0 || !nameByte(sql[at-1])) && (end == len(sql) || !nameByte(sql[end]))
}

func nameByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func tableNames(trees []ast.StmtNode) []*ast.TableName {
	v := &tableVisitor{}
	for _, t := range trees {
		t.Accept(v)
	}
	return v.tables
}

type tableVisitor struct{ tables []*ast.TableName }

// Enter implements ast.Visitor.
func (v *tableVisitor) Enter(n ast.Node) (ast.Node, bool) {
	if list, ok := n.(*ast.DeleteTableList); ok && list != nil {
		return n, true // names again what FROM names
	}
	if t, ok := n.(*ast.TableName); ok {
		v.tables = append(v.tables, t)
	}
	return n, false
}

// Leave implements ast.Visitor.
func (v *tableVisitor) Leave(n ast.Node) (ast.Node, bool) { return n, true }
