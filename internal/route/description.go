package route

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"go/ast"
	"go/token"
	"go/types"
	"io"
	"slices"
	"strconv"
	"strings"
)

// oapi-codegen puts the description of the interface into the code that it writes, as base64 of compressed JSON. Applications let their middleware go by what its extensions say of
// an operation, such as the objects that must be looked up before: x-resources: [tenant, order]. What the words mean is the application's own affair.

// maxDescription bounds the size of a description in bytes; a larger one is not read.
const maxDescription = 32 << 20

// embedded is the variable that holds the description.
const embedded = "swaggerSpec"

// described is what the description says of one operation.
type described struct {
	// lists are the words that its extensions list, sorted.
	lists []string
	// optional is true where it may be asked for without any of the security that it declares.
	optional bool
}

// describes is what the description says of the operation that a method of the wrapper stands for. The description is read once; nothing is said where none is embedded.
func (s *scanner) describes(method *types.Func) described {
	if s.described == nil {
		s.described = operations(s.embeddedText())
	}
	return s.described[spelt(method.Name())]
}

// embeddedText is the text of the description as it stands in the package, empty for none.
func (s *scanner) embeddedText() string {
	v, ok := s.p.Types.Scope().Lookup(embedded).(*types.Var)
	if !ok {
		return ""
	}
	file := s.p.FileOf(v.Pos())
	if file == nil || !ast.IsGenerated(file) {
		return ""
	}
	var b strings.Builder
	for _, d := range file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Pos() > v.Pos() || gen.End() < v.Pos() {
			continue
		}
		ast.Inspect(gen, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				part, _ := strconv.Unquote(lit.Value)
				b.WriteString(part)
			}
			return true
		})
	}
	return b.String()
}

// operations reads a description, by the operations' ids as code spells them. One that cannot be read says nothing.
func operations(text string) map[string]described {
	out := map[string]described{}
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(packed) == 0 {
		return out
	}
	var doc struct {
		Paths    map[string]map[string]json.RawMessage `json:"paths"`
		Security requirements                          `json:"security"`
	}
	if json.Unmarshal(unpack(packed), &doc) != nil {
		return out
	}
	for _, item := range doc.Paths {
		for _, raw := range item {
			if id, d := operation(raw, doc.Security); id != "" {
				out[spelt(id)] = d
			}
		}
	}
	return out
}

// requirements are the alternatives of schemes that an operation asks for.
type requirements []map[string]json.RawMessage

// optional reports that doing without any is one of the alternatives.
func (r requirements) optional() bool {
	return slices.ContainsFunc(r, func(m map[string]json.RawMessage) bool { return len(m) == 0 })
}

// operation reads one operation; security is what is asked for where it does not say. What parts of a path share is none, and has no id.
func operation(raw json.RawMessage, security requirements) (id string, d described) {
	var op map[string]json.RawMessage
	if json.Unmarshal(raw, &op) != nil || json.Unmarshal(op["operationId"], &id) != nil {
		return "", d
	}
	if own, says := op["security"]; says {
		security = nil
		if json.Unmarshal(own, &security) != nil {
			return "", d
		}
	}
	d.optional = security.optional()
	for key, val := range op {
		var list []string
		var yes bool
		switch {
		case !strings.HasPrefix(key, "x-"):
		case json.Unmarshal(val, &list) == nil:
			d.lists = append(d.lists, list...)
		case json.Unmarshal(val, &yes) == nil:
			d.optional = d.optional || yes && strings.Contains(key, "optional")
		}
	}
	slices.Sort(d.lists)
	d.lists = slices.Compact(d.lists)
	return id, d
}

// unpack reads gzip, or the bare deflate of newer generators.
func unpack(packed []byte) []byte {
	var r io.Reader = flate.NewReader(bytes.NewReader(packed))
	if z, err := gzip.NewReader(bytes.NewReader(packed)); err == nil {
		r = z
	}
	data, err := io.ReadAll(io.LimitReader(r, maxDescription+1))
	if err != nil || len(data) > maxDescription {
		return nil
	}
	return data
}

// spelt is an id without what its spelling in code may change: "order:update" and OrderUpdate are one.
func spelt(id string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_:. /", r) {
			return -1
		}
		return r
	}, strings.ToLower(id))
}
