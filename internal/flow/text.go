package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Piece is a run of a text: literal text, or a value that was not read as text.
type Piece struct {
	Text string
	Hole *Ref // nil for literal text; a parameter without a frame means that the caller supplies it
}

// Text is one reading of a string value.
type Text []Piece

// Param reports whether the hole is a parameter of the function itself, and which.
func (p Piece) Param() (*ssa.Parameter, bool) {
	if p.Hole == nil || p.Hole.Frame != nil || len(p.Hole.Path) > 0 {
		return nil, false
	}
	par, ok := p.Hole.V.(*ssa.Parameter)
	return par, ok
}

// Open reports whether a caller could supply a part of the text.
func (t Text) Open() bool {
	return slices.ContainsFunc(t, func(p Piece) bool { _, ok := p.Param(); return ok })
}

// Render gives the text with mark in place of every hole, and the holes in order.
func (t Text) Render(mark string) (string, []Ref) {
	var b strings.Builder
	var holes []Ref
	for _, p := range t {
		if p.Hole == nil {
			b.WriteString(p.Text)
			continue
		}
		// A number that is formatted behind a placeholder's sigil counts arguments: it makes a placeholder, not text.
		if s := b.String(); isInteger(p.Hole.V.Type()) && s != "" && (s[len(s)-1] == '$' || s[len(s)-1] == '?') {
			b.Reset()
			b.WriteString(s[:len(s)-1] + ":counted")
			continue
		}
		if isInteger(p.Hole.V.Type()) {
			b.WriteString("0") // an integer cannot carry SQL
			continue
		}
		b.WriteString(mark)
		holes = append(holes, *p.Hole)
	}
	return b.String(), holes
}

// Texts are all readings of a value. Complete is false when there may be more; Why then says what was not understood.
type Texts struct {
	Alts     []Text
	Complete bool
	Why      string
}

// Summaries is what is known of functions and variables of other packages.
type Summaries interface {
	// VarText is the text of a package variable that never changes, by its key "path.Name".
	VarText(key string) (string, bool)
	// ResultText gives result i of a function as text; Piece.Hole.V is then nil and Piece.Text holds "\x00<n>" for parameter n (-1 the receiver).
	ResultText(key string, i int) ([]Text, bool)
}

// Builders is what Summaries may know besides: calls whose result is the text of a statement that somebody put together call by call.
type Builders interface {
	// BuiltText is the text that stands for result i of a call.
	BuiltText(c *ssa.CallCommon, i int) (string, bool)
}

// Evaluator reads strings.
type Evaluator struct {
	P *Package
	S Summaries

	seen  map[ssa.Value]int
	steps int
}

// maxSteps bounds the work for one value.
const maxSteps = 20000

// Text reads a string value. A part that cannot be read becomes a hole.
func (p *Package) Text(s Summaries, r Ref) Texts {
	e := &Evaluator{P: p, S: s, seen: map[ssa.Value]int{}}
	out := e.text(r.V, r.Frame)
	out.Alts = dedupe(out.Alts)
	return out
}

func hole(v ssa.Value, frame *Frame) Texts {
	return Texts{Alts: []Text{{{Hole: &Ref{V: v, Frame: frame}}}}, Complete: true}
}

func lit(s string) Texts { return Texts{Alts: []Text{{{Text: s}}}, Complete: true} }

func (e *Evaluator) text(v ssa.Value, frame *Frame) Texts {
	if e.steps++; e.steps > maxSteps {
		return Texts{Why: "the text is built in too many ways"}
	}
	if e.seen[v] > 1 {
		return Texts{Complete: true}
	}
	e.seen[v]++
	defer func() { e.seen[v]-- }()
	switch x := v.(type) {
	case *ssa.Const:
		if s, ok := ConstString(x); ok {
			return lit(s)
		}
		if x.Value == nil {
			return lit("")
		}
		if x.Value.Kind() == constant.Int {
			return lit(x.Value.ExactString())
		}
	case *ssa.MakeInterface:
		return e.text(x.X, frame)
	case *ssa.ChangeType:
		return e.text(x.X, frame)
	case *ssa.ChangeInterface:
		return e.text(x.X, frame)
	case *ssa.Convert:
		if isText(x.X.Type()) {
			return e.text(x.X, frame)
		}
	case *ssa.TypeAssert:
		return e.text(x.X, frame)
	case *ssa.BinOp:
		if x.Op == token.ADD && isText(x.Type()) {
			return e.cross(e.text(x.X, frame), e.text(x.Y, frame))
		}
	case *ssa.Phi:
		out := Texts{Complete: true}
		for _, edge := range x.Edges {
			out = union(out, e.text(edge, frame))
		}
		return out
	case *ssa.Parameter:
		if arg := frame.Arg(x); arg != nil {
			return e.text(arg, frame.Up)
		}
		return e.closed(x, frame)
	case *ssa.FreeVar:
		return e.free(x, frame)
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok {
			return e.call(call, x.Index, v, frame)
		}
		if look, ok := x.Tuple.(*ssa.Lookup); ok && x.Index == 0 {
			return e.lookup(look, v, frame)
		}
		if x.Index == 2 || x.Index == 1 {
			if next, ok := x.Tuple.(*ssa.Next); ok {
				if rng, ok := next.Iter.(*ssa.Range); ok && x.Index == 2 {
					return e.mapValues(rng.X, v, frame)
				}
			}
		}
	case *ssa.Call:
		return e.call(x, 0, v, frame)
	case *ssa.Lookup:
		return e.lookup(x, v, frame)
	case *ssa.Index:
		return e.elements(x.X, v, frame)
	case *ssa.Field:
		if f := FieldVar(x.X.Type(), x.Field); f != nil {
			return e.field(f, v, frame)
		}
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return e.load(x, frame)
		}
	case *ssa.Slice:
		// A shortened text, e.g. without a trailing comma, is read as the whole one where the bounds are at its ends.
		if isText(x.X.Type()) && (x.Low == nil || x.High == nil) {
			return e.text(x.X, frame)
		}
	}
	return hole(v, frame)
}

// closed reads a parameter of a function whose callers are all in sight: an unexported function or a closure that never leaves.
// Not done here: the caller of a function with a text parameter is judged at its own call (see package query).
func (e *Evaluator) closed(x *ssa.Parameter, frame *Frame) Texts { return hole(x, nil) }

func (e *Evaluator) free(x *ssa.FreeVar, frame *Frame) Texts {
	fn := x.Parent()
	i := slices.Index(fn.FreeVars, x)
	out := Texts{Complete: true}
	for _, mk := range e.P.Closures(fn) {
		if i < len(mk.Bindings) {
			b := mk.Bindings[i]
			if a, ok := b.(*ssa.Alloc); ok && !isText(b.Type()) {
				_ = a
				return hole(b, nil)
			}
			out = union(out, e.text(b, nil))
		}
	}
	if len(out.Alts) == 0 {
		return hole(x, frame)
	}
	return out
}

func (e *Evaluator) load(x *ssa.UnOp, frame *Frame) Texts {
	switch addr := x.X.(type) {
	case *ssa.Global:
		return e.globalText(addr, x, frame)
	case *ssa.FieldAddr:
		if a, ok := addr.X.(*ssa.Alloc); ok {
			if vals := fieldStoresOf(a, addr.Field); len(vals) > 0 {
				out := Texts{Complete: true}
				for _, s := range vals {
					out = union(out, e.text(s, frame))
				}
				return out
			}
		}
		if f := FieldVar(addr.X.Type(), addr.Field); f != nil {
			return e.field(f, x, frame)
		}
	case *ssa.Alloc:
		return e.stored(addr, x, frame)
	case *ssa.FreeVar:
		// A variable that a closure shares with its function.
		fn := addr.Parent()
		i := slices.Index(fn.FreeVars, addr)
		out := Texts{Complete: true}
		for _, mk := range e.P.Closures(fn) {
			if a, ok := mk.Bindings[i].(*ssa.Alloc); ok {
				out = union(out, e.stored(a, x, nil))
			}
		}
		if len(out.Alts) > 0 {
			return out
		}
	case *ssa.IndexAddr:
		return e.elements(addr.X, x, frame)
	}
	return hole(x, frame)
}

func (e *Evaluator) stored(a *ssa.Alloc, at ssa.Value, frame *Frame) Texts {
	out := Texts{Complete: true}
	for _, s := range StoredIn(a) {
		out = union(out, e.text(s, frame))
	}
	if len(out.Alts) == 0 {
		return hole(at, frame)
	}
	return out
}

func fieldStoresOf(a ssa.Value, field int) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *a.Referrers() {
		if fa, ok := ref.(*ssa.FieldAddr); ok && fa.Field == field {
			for _, r := range *fa.Referrers() {
				if st, ok := r.(*ssa.Store); ok && st.Addr == fa {
					out = append(out, st.Val)
				}
			}
		}
	}
	return out
}

// field reads an unexported field of the package's own struct through everything that is ever stored there.
func (e *Evaluator) field(f *types.Var, at ssa.Value, frame *Frame) Texts {
	if f.Pkg() != e.P.Types || f.Exported() && !f.Embedded() && !onlyHere(f) {
		return hole(at, frame)
	}
	vals := e.P.FieldStores(f)
	out := Texts{Complete: true}
	for _, s := range vals {
		t := e.text(s, nil)
		for _, alt := range t.Alts {
			if slices.ContainsFunc(alt, func(p Piece) bool { return p.Hole != nil }) {
				return hole(at, frame)
			}
		}
		out = union(out, t)
	}
	if len(out.Alts) == 0 {
		return hole(at, frame)
	}
	return out
}

// onlyHere is true for an exported field of an unexported type: other packages cannot store into it by name of the type.
func onlyHere(f *types.Var) bool { return false }

func (e *Evaluator) globalText(g *ssa.Global, at ssa.Value, frame *Frame) Texts {
	key := ""
	if g.Pkg != nil && g.Pkg.Pkg != nil {
		key = g.Pkg.Pkg.Path() + "." + g.Name()
	}
	if g.Pkg != nil && g.Pkg.Pkg == e.P.Types {
		if s, ok := e.P.Embedded(g); ok {
			return lit(s)
		}
		out := Texts{Complete: true}
		for _, s := range e.P.GlobalStores(g) {
			out = union(out, e.text(s, nil))
		}
		if len(out.Alts) > 0 {
			return out
		}
		return hole(at, frame)
	}
	if e.S != nil {
		if s, ok := e.S.VarText(key); ok {
			return lit(s)
		}
	}
	return hole(at, frame)
}

// Embedded is the content of a string or []byte variable under a go:embed directive that names one file.
func (p *Package) Embedded(g *ssa.Global) (string, bool) {
	name := p.EmbeddedFile(g)
	if name == "" {
		return "", false
	}
	data, err := p.ReadFile(name)
	return string(data), err == nil
}

// EmbeddedFile is the absolute name of the file that a variable's go:embed directive names; empty when it has none.
func (p *Package) EmbeddedFile(g *ssa.Global) string {
	if g.Object() == nil {
		return ""
	}
	file := p.FileOf(g.Object().Pos())
	if file == nil {
		return ""
	}
	for _, decl := range file.Decls {
		gd, ok := decl.(*ast.GenDecl)
		if !ok || gd.Tok != token.VAR {
			continue
		}
		for _, spec := range gd.Specs {
			vs := spec.(*ast.ValueSpec)
			if len(vs.Names) != 1 || vs.Names[0].Pos() != g.Object().Pos() {
				continue
			}
			for _, doc := range []*ast.CommentGroup{vs.Doc, gd.Doc} {
				if doc == nil {
					continue
				}
				for _, c := range doc.List {
					if name, ok := strings.CutPrefix(c.Text, "//go:embed "); ok {
						dir := filepath.Dir(p.Fset.Position(file.FileStart).Filename)
						return filepath.Join(dir, strings.Trim(strings.TrimSpace(name), `"`))
					}
				}
			}
		}
	}
	return ""
}

func (e *Evaluator) lookup(x *ssa.Lookup, at ssa.Value, frame *Frame) Texts {
	return e.mapValues(x.X, at, frame)
}

// mapValues reads a map of texts as any of its values.
func (e *Evaluator) mapValues(m ssa.Value, at ssa.Value, frame *Frame) Texts {
	var maps []ssa.Value
	if u, ok := m.(*ssa.UnOp); ok && u.Op == token.MUL {
		if g, ok := u.X.(*ssa.Global); ok {
			maps = e.P.GlobalStores(g)
		}
	} else {
		maps = []ssa.Value{m}
	}
	out := Texts{Complete: true}
	for _, mv := range maps {
		if mv.Referrers() == nil {
			continue
		}
		for _, ref := range *mv.Referrers() {
			if up, ok := ref.(*ssa.MapUpdate); ok && up.Map == mv {
				out = union(out, e.text(up.Value, nil))
			}
		}
	}
	if len(out.Alts) == 0 {
		return hole(at, frame)
	}
	return out
}

// elements reads an element of a slice as any of its elements.
func (e *Evaluator) elements(s ssa.Value, at ssa.Value, frame *Frame) Texts {
	alts, complete := e.P.Elements(s, frame)
	if !complete {
		return hole(at, frame)
	}
	out := Texts{Complete: true}
	for _, alt := range alts {
		for _, el := range alt {
			if el.V != nil && isText(el.V.Type()) {
				out = union(out, e.text(el.V, el.Frame))
			}
		}
	}
	if len(out.Alts) == 0 {
		return hole(at, frame)
	}
	return out
}

func (e *Evaluator) cross(a, b Texts) Texts {
	out := Texts{Complete: a.Complete && b.Complete, Why: a.Why + b.Why}
	for _, x := range a.Alts {
		for _, y := range b.Alts {
			out.Alts = append(out.Alts, append(slices.Clone(x), y...))
			if len(out.Alts) >= maxAlternatives*4 {
				out.Alts = dedupe(out.Alts)
				if len(out.Alts) >= maxAlternatives {
					out.Alts = out.Alts[:maxAlternatives]
					out.Complete, out.Why = false, "the text is built in too many ways"
					return out
				}
			}
		}
	}
	return out
}

func union(a, b Texts) Texts {
	a.Alts = append(a.Alts, b.Alts...)
	if len(a.Alts) > maxAlternatives {
		a.Alts = dedupe(a.Alts)
	}
	if len(a.Alts) > maxAlternatives {
		a.Alts = a.Alts[:maxAlternatives]
		return Texts{Alts: a.Alts, Why: "the text is built in too many ways"}
	}
	a.Complete = a.Complete && b.Complete
	if a.Why == "" {
		a.Why = b.Why
	}
	return a
}

func dedupe(alts []Text) []Text {
	var out []Text
	seen := map[string]bool{}
	for _, t := range alts {
		var k strings.Builder
		for _, p := range t {
			if p.Hole != nil {
				k.WriteString("\x00")
				k.WriteString(p.Hole.V.Name())
				continue
			}
			k.WriteString(p.Text)
		}
		if !seen[k.String()] {
			seen[k.String()] = true
			out = append(out, t)
		}
	}
	return out
}

func isText(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return false
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

func itoa(i int) string { return strconv.Itoa(i) }
