package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// textRole says what a function does to texts.
type textRole uint8

const (
	textFormat  textRole = iota + 1 // arg 0 is a format, the rest its operands
	textJoin                        // arg 0 is a slice, arg 1 the separator
	textSame                        // the result is argument n, perhaps with white space, case or placeholders changed
	textRepeat                      // arg 0 repeated
	textBuilder                     // the text that was written to the receiver
	textConcat                      // every operand, one after another
	textReplace                     // arg 0 with arg 1 replaced by arg 2
	textTrim                        // arg 0 without arg 1 at its ends
)

type textFunc struct {
	key  string
	role textRole
	arg  int // of textSame
}

// textFuncs are the functions through which the text of a statement is followed.
var textFuncs = [...]textFunc{
	{"fmt.Sprintf", textFormat, 0},
	{"fmt.Sprint", textConcat, 0},
	{"strings.Join", textJoin, 0},
	{"strings.Repeat", textRepeat, 0},
	{"strings.TrimSpace", textSame, 0},
	{"strings.ToLower", textSame, 0},
	{"strings.ToUpper", textSame, 0},
	{"strings.Clone", textSame, 0},
	{"strings.Trim", textTrim, 0},
	{"strings.TrimRight", textTrim, 0},
	{"strings.TrimLeft", textTrim, 0},
	{"strings.TrimSuffix", textTrim, 0},
	{"strings.TrimPrefix", textTrim, 0},
	{"strings.Replace", textReplace, 0},
	{"strings.ReplaceAll", textReplace, 0},
	{"(*strings.Builder).String", textBuilder, 0},
	{"(*bytes.Buffer).String", textBuilder, 0},
	{"github.com/jmoiron/sqlx.Rebind", textSame, 1},
	{"(*github.com/jmoiron/sqlx.DB).Rebind", textSame, 0},
	{"(*github.com/jmoiron/sqlx.Tx).Rebind", textSame, 0},
	{"(*github.com/jmoiron/sqlx.Conn).Rebind", textSame, 0},
	{"github.com/jmoiron/sqlx.In", textSame, 0},
	{"github.com/jmoiron/sqlx.Named", textSame, 0},
	{"(*github.com/jmoiron/sqlx.DB).BindNamed", textSame, 0},
	{"(*github.com/jmoiron/sqlx.Tx).BindNamed", textSame, 0},
	{"cmp.Or", textConcat, 0},
}

func textFuncOf(key string) (textFunc, bool) {
	for _, f := range textFuncs {
		if f.key == key {
			return f, true
		}
	}
	return textFunc{}, false
}

// textWriters append to a builder: the index of the written argument, or of the format.
var textWriters = [...]struct {
	key    string
	arg    int
	format bool
}{
	{"(*strings.Builder).WriteString", 1, false},
	{"(*strings.Builder).WriteByte", 1, false},
	{"(*strings.Builder).WriteRune", 1, false},
	{"(*strings.Builder).Write", 1, false},
	{"(*bytes.Buffer).WriteString", 1, false},
	{"(*bytes.Buffer).WriteByte", 1, false},
	{"(*bytes.Buffer).Write", 1, false},
	{"fmt.Fprintf", 1, true},
	{"fmt.Fprint", 1, false},
	{"io.WriteString", 1, false},
}

func (e *Evaluator) call(call *ssa.Call, result int, at ssa.Value, frame *Frame) Texts {
	key := Key(Callee(&call.Call))
	args := call.Call.Args
	if b, ok := e.S.(Builders); ok {
		if s, ok := b.BuiltText(&call.Call, result); ok {
			return lit(s)
		}
	}
	if f, ok := textFuncOf(key); ok && result == 0 {
		switch f.role {
		case textFormat:
			return e.format(args[0], args[1], at, frame)
		case textConcat:
			return e.concat(args, at, frame)
		case textJoin:
			return e.join(args[0], args[1], at, frame)
		case textRepeat:
			return e.text(args[0], frame)
		case textSame:
			_, plain := Args(&call.Call)
			if f.arg < len(plain) {
				return e.text(plain[f.arg], frame)
			}
		case textTrim:
			return e.trim(key, args, frame)
		case textReplace:
			return e.replace(args, frame)
		case textBuilder:
			return e.builder(call, at, frame)
		}
	}
	if fn := StaticCallee(&call.Call); fn != nil {
		if in := frame.Enter(fn, call); in != nil {
			out := Texts{Complete: true}
			for _, ret := range Returns(fn) {
				if result < len(ret.Results) {
					out = union(out, e.text(ret.Results[result], in))
				}
			}
			if len(out.Alts) > 0 {
				return out
			}
		} else if e.S != nil && fn.Blocks == nil {
			if alts, ok := e.S.ResultText(key, result); ok {
				return e.instantiate(alts, &call.Call, at, frame)
			}
		}
	}
	return hole(at, frame)
}

// instantiate puts a call's arguments in place of the parameters of another package's function.
func (e *Evaluator) instantiate(alts []Text, c *ssa.CallCommon, at ssa.Value, frame *Frame) Texts {
	_, args := Args(c)
	out := Texts{Complete: true}
	for _, alt := range alts {
		one := lit("")
		for _, p := range alt {
			n, isParam := paramMark(p.Text)
			switch {
			case !isParam:
				one = e.cross(one, lit(p.Text))
			case n >= 0 && n < len(args):
				one = e.cross(one, e.text(args[n], frame))
			default:
				one = e.cross(one, hole(at, frame))
			}
		}
		out = union(out, one)
	}
	return out
}

// ParamMark is how a parameter travels in a text summary.
func ParamMark(n int) string { return "\x00" + itoa(n) }

func paramMark(s string) (int, bool) {
	if !strings.HasPrefix(s, "\x00") {
		return 0, false
	}
	n := 0
	for _, c := range s[1:] {
		if c < '0' || c > '9' {
			return -1, true
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// format reads a Sprintf: text verbs become the operand's text, numbers stay numbers.
func (e *Evaluator) format(format, operands, at ssa.Value, frame *Frame) Texts {
	formats := e.text(format, frame)
	lists, complete := e.P.Elements(operands, frame)
	if !complete || len(lists) != 1 {
		lists = [][]Ref{nil}
	}
	ops := lists[0]
	out := Texts{Complete: formats.Complete, Why: formats.Why}
	for _, f := range formats.Alts {
		one := lit("")
		next := 0
		for _, p := range f {
			if p.Hole != nil {
				one = e.cross(one, Texts{Alts: []Text{{p}}, Complete: true})
				continue
			}
			one = e.verbs(one, p.Text, ops, &next, at, frame)
		}
		out = union(out, one)
	}
	if len(out.Alts) == 0 {
		return hole(at, frame)
	}
	return out
}

func (e *Evaluator) verbs(one Texts, s string, ops []Ref, next *int, at ssa.Value, frame *Frame) Texts {
	for {
		i := strings.IndexByte(s, '%')
		if i < 0 {
			return e.cross(one, lit(s))
		}
		one = e.cross(one, lit(s[:i]))
		s = s[i+1:]
		end := strings.IndexFunc(s, func(r rune) bool { return r == '%' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
		if end < 0 {
			return e.cross(one, lit("%"+s))
		}
		verb, flags := s[end], s[:end]
		s = s[end+1:]
		if verb == '%' {
			one = e.cross(one, lit("%"))
			continue
		}
		if n, ok := explicitIndex(flags); ok {
			*next = n - 1
		}
		var op Ref
		if *next >= 0 && *next < len(ops) {
			op = ops[*next]
		}
		*next++
		switch {
		case op.V == nil:
			one = e.cross(one, hole(at, frame))
		case verb == 'q':
			inner := e.text(Strip(op.V), op.Frame)
			one = e.cross(e.cross(e.cross(one, lit(`"`)), inner), lit(`"`))
		default:
			one = e.cross(one, e.text(Strip(op.V), op.Frame))
		}
	}
}

func explicitIndex(flags string) (int, bool) {
	open, shut := strings.IndexByte(flags, '['), strings.IndexByte(flags, ']')
	if open < 0 || shut < open {
		return 0, false
	}
	n := 0
	for _, c := range flags[open+1 : shut] {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n > 0
}

func (e *Evaluator) concat(args []ssa.Value, at ssa.Value, frame *Frame) Texts {
	lists, complete := e.P.Elements(args[0], frame)
	if !complete {
		return hole(at, frame)
	}
	out := Texts{Complete: true}
	for _, list := range lists {
		one := lit("")
		for _, el := range list {
			one = e.cross(one, e.text(Strip(el.V), el.Frame))
		}
		out = union(out, one)
	}
	return out
}

func (e *Evaluator) join(slice, sep, at ssa.Value, frame *Frame) Texts {
	lists, complete := e.P.Elements(slice, frame)
	seps := e.text(sep, frame)
	if len(seps.Alts) != 1 {
		return hole(at, frame)
	}
	between := Texts{Alts: seps.Alts, Complete: true}
	out := Texts{Complete: true}
	for _, list := range lists {
		one := lit("")
		for i, el := range list {
			if i > 0 {
				one = e.cross(one, between)
			}
			if el.V == nil {
				one = e.cross(one, hole(at, frame))
				continue
			}
			one = e.cross(one, e.text(Strip(el.V), el.Frame))
		}
		if !complete {
			if len(list) > 0 {
				one = e.cross(one, between)
			}
			one = e.cross(one, hole(at, frame))
		}
		out = union(out, one)
	}
	return out
}

// trim removes the cut text where it is literally there; otherwise the text stays as it is.
func (e *Evaluator) trim(key string, args []ssa.Value, frame *Frame) Texts {
	in := e.text(args[0], frame)
	cut, ok := ConstString(args[1])
	if !ok {
		return in
	}
	prefix := key != "strings.TrimSuffix" && key != "strings.TrimRight"
	suffix := key != "strings.TrimPrefix" && key != "strings.TrimLeft"
	set := key == "strings.Trim" || key == "strings.TrimLeft" || key == "strings.TrimRight"
	for i, alt := range in.Alts {
		alt = slices.Clone(alt)
		if prefix && len(alt) > 0 && alt[0].Hole == nil {
			if set {
				alt[0].Text = strings.TrimLeft(alt[0].Text, cut)
			} else {
				alt[0].Text = strings.TrimPrefix(alt[0].Text, cut)
			}
		}
		if suffix {
			// Empty pieces at the end hide what is to be cut.
			for len(alt) > 0 && alt[len(alt)-1].Hole == nil && alt[len(alt)-1].Text == "" {
				alt = alt[:len(alt)-1]
			}
			if n := len(alt) - 1; n >= 0 && alt[n].Hole == nil {
				if set {
					alt[n].Text = strings.TrimRight(alt[n].Text, cut)
				} else {
					alt[n].Text = strings.TrimSuffix(alt[n].Text, cut)
				}
			}
		}
		in.Alts[i] = alt
	}
	return in
}

func (e *Evaluator) replace(args []ssa.Value, frame *Frame) Texts {
	in := e.text(args[0], frame)
	from, ok := ConstString(args[1])
	if !ok || from == "" {
		return in
	}
	to := e.text(args[2], frame)
	out := Texts{Complete: in.Complete && to.Complete, Why: in.Why}
	for _, alt := range in.Alts {
		one := lit("")
		for _, p := range alt {
			if p.Hole != nil {
				one = e.cross(one, Texts{Alts: []Text{{p}}, Complete: true})
				continue
			}
			for i, part := range strings.Split(p.Text, from) {
				if i > 0 {
					one = e.cross(one, to)
				}
				one = e.cross(one, lit(part))
			}
		}
		out = union(out, one)
	}
	return out
}

// builder reads what has been written to a strings.Builder or bytes.Buffer when its String is taken,
// along each way through the function.
func (e *Evaluator) builder(call *ssa.Call, at ssa.Value, frame *Frame) Texts {
	a, ok := call.Call.Args[0].(*ssa.Alloc)
	if !ok || a.Parent() != call.Parent() {
		return hole(at, frame)
	}
	events := map[ssa.Instruction]bool{}
	escapes := false
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Call:
				if ref != call {
					events[ref] = true
				}
			case *ssa.MakeInterface:
				visit(ref)
			case *ssa.Store, *ssa.MakeClosure:
				escapes = true
			}
		}
	}
	visit(a)
	if escapes {
		return hole(at, frame)
	}
	seqs, complete := Sequences(call, events)
	out := Texts{Complete: complete}
	if !complete {
		out.Why = "the text is built in too many ways"
	}
	for _, seq := range seqs {
		one := lit("")
		for _, ev := range seq {
			one = e.written(one, ev.(*ssa.Call), at, frame)
		}
		out = union(out, one)
	}
	return out
}

func (e *Evaluator) written(one Texts, call *ssa.Call, at ssa.Value, frame *Frame) Texts {
	key := Key(Callee(&call.Call))
	for _, w := range textWriters {
		if w.key != key {
			continue
		}
		arg := call.Call.Args[w.arg]
		switch {
		case w.format:
			return e.cross(one, e.format(arg, call.Call.Args[w.arg+1], at, frame))
		case key == "fmt.Fprint":
			return e.cross(one, e.concat([]ssa.Value{arg}, at, frame))
		}
		if c, ok := arg.(*ssa.Const); ok && isInteger(c.Type()) {
			return e.cross(one, lit(string(rune(c.Int64()))))
		}
		return e.cross(one, e.text(arg, frame))
	}
	switch key {
	case "(*strings.Builder).Len", "(*bytes.Buffer).Len", "(*strings.Builder).Grow", "(*bytes.Buffer).Grow", "(*strings.Builder).String", "(*bytes.Buffer).String":
		return one
	case "(*strings.Builder).Reset", "(*bytes.Buffer).Reset":
		return lit("")
	}
	// A helper of the program's own writes to it: look through it when its body is at hand.
	if fn := StaticCallee(&call.Call); fn != nil {
		if in := frame.Enter(fn, call); in != nil {
			if t, ok := e.helper(one, fn, call, in); ok {
				return t
			}
		}
	}
	return e.cross(one, hole(call, frame))
}

// helper reads what a function of the package writes to the builder that it was given.
func (e *Evaluator) helper(one Texts, fn *ssa.Function, call *ssa.Call, in *Frame) (Texts, bool) {
	for _, par := range fn.Params {
		if arg := in.Arg(par); arg == nil || !isBuilder(arg) || par.Referrers() == nil {
			continue
		}
		events := map[ssa.Instruction]bool{}
		for _, ref := range *par.Referrers() {
			c, ok := ref.(*ssa.Call)
			if !ok {
				return one, false
			}
			events[c] = true
		}
		out := Texts{Complete: true}
		for _, ret := range Returns(fn) {
			seqs, complete := Sequences(ret, events)
			out.Complete = out.Complete && complete
			for _, seq := range seqs {
				t := one
				for _, ev := range seq {
					t = e.written(t, ev.(*ssa.Call), ev.(*ssa.Call), in)
				}
				out = union(out, t)
			}
		}
		return out, true
	}
	return one, false
}

func isBuilder(v ssa.Value) bool {
	k := TypeKey(v.Type())
	return k == "strings.Builder" || k == "bytes.Buffer"
}
