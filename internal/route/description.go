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

// listings are the words that extensions of operations list, by the operation's id as code spells it. They are read once, and empty where no description is embedded.
func (s *scanner) listings() map[string][]string {
	if s.described == nil {
		s.described = listings(s.embeddedText())
	}
	return s.described
}

// listedFor are the words for the operation that a method of the wrapper stands for.
func (s *scanner) listedFor(method *types.Func) []string { return s.listings()[spelt(method.Name())] }

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

// listings reads a description. One that cannot be read says nothing.
func listings(text string) map[string][]string {
	out := map[string][]string{}
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(packed) == 0 {
		return out
	}
	data := unpack(packed)
	if !bytes.Contains(data, []byte(`"x-`)) {
		return out
	}
	var doc struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if json.Unmarshal(data, &doc) != nil {
		return out
	}
	for _, item := range doc.Paths {
		for _, raw := range item {
			id, words := operationLists(raw)
			if id != "" && len(words) > 0 {
				out[spelt(id)] = words
			}
		}
	}
	return out
}

// operationLists are the id of an operation and the words that its extensions list, sorted.
func operationLists(raw json.RawMessage) (id string, words []string) {
	var op map[string]json.RawMessage
	if json.Unmarshal(raw, &op) != nil || json.Unmarshal(op["operationId"], &id) != nil {
		return "", nil // what parts of the path share is no operation
	}
	for key, val := range op {
		var list []string
		if strings.HasPrefix(key, "x-") && json.Unmarshal(val, &list) == nil {
			words = append(words, list...)
		}
	}
	slices.Sort(words)
	return id, slices.Compact(words)
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
