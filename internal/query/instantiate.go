package query

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// instantiate reads a call of a template: the statement is the template's, with the caller's texts and values in place.
func (f *Finder) instantiate(fn *ssa.Function, call ssa.CallInstruction, t *Template) *Operation {
	op := &Operation{Fn: fn, Call: call, Template: t, Unresolved: t.Unresolved}
	_, args := flow.Args(call.Common())
	for _, tt := range t.Texts {
		texts := flow.Texts{Alts: []flow.Text{nil}, Complete: true}
		for _, p := range tt.Pieces {
			n, isParam := pieceParam(p)
			var more flow.Texts
			switch {
			case !isParam:
				more = flow.Texts{Alts: []flow.Text{{{Text: p}}}, Complete: true}
			case n >= 0 && n < len(args):
				more = f.P.Text(f.Summaries(), flow.Ref{V: args[n]})
			default:
				v := call.Value()
				if v == nil {
					return nil
				}
				more = flow.Texts{Alts: []flow.Text{{{Hole: &flow.Ref{V: v}}}}, Complete: true}
			}
			texts = cross(texts, more)
		}
		if !texts.Complete && op.Unresolved == "" {
			op.Unresolved = texts.Why
		}
		binds := f.templateBinds(tt, args)
		for _, alt := range texts.Alts {
			if alt.Open() {
				op.Open = true
			}
			f.statements(op, alt, binds, t.Source)
		}
	}
	for i := range op.Alternatives {
		op.Alternatives[i].Command = t.Command
	}
	return op
}

const maxTexts = 48

func cross(a, b flow.Texts) flow.Texts {
	out := flow.Texts{Complete: a.Complete && b.Complete, Why: a.Why + b.Why}
	for _, x := range a.Alts {
		for _, y := range b.Alts {
			if len(out.Alts) == maxTexts {
				out.Complete, out.Why = false, "the text is built in too many ways"
				return out
			}
			out.Alts = append(out.Alts, append(slices.Clone(x), y...))
		}
	}
	return out
}

func (f *Finder) templateBinds(tt TemplateText, args []ssa.Value) Binds {
	b := Binds{Complete: tt.Complete}
	lists := [][]Bound{nil}
	for _, a := range tt.Args {
		if a.Spread && a.Param >= 0 && a.Param < len(args) {
			more := f.list(args[a.Param], nil)
			b.Complete = b.Complete && more.Complete
			for name, v := range more.Named {
				b.set(name, v)
			}
			var out [][]Bound
			for _, l := range lists {
				for _, m := range more.Lists {
					out = append(out, append(slices.Clone(l), m...))
				}
			}
			lists = out
			continue
		}
		bound := f.templateBound(a, args)
		for i := range lists {
			lists[i] = append(lists[i], bound)
		}
	}
	b.Lists = lists
	for _, n := range tt.Named {
		b.set(n.Name, f.templateBound(n.Arg, args))
	}
	if tt.NamedParam > 0 && tt.NamedParam <= len(args) {
		n := f.named(flow.Ref{V: args[tt.NamedParam-1], Path: tt.NamedPath})
		for name, v := range n.Named {
			b.set(name, v)
		}
		b.NamedFrom = n.NamedFrom
	}
	return b
}

func (f *Finder) templateBound(a TemplateArg, args []ssa.Value) Bound {
	switch {
	case a.IsConst:
		return Bound{IsConst: true, Const: a.Const, Name: a.Name}
	case a.Param >= 0 && a.Param < len(args):
		return Bound{Ref: flow.Ref{V: args[a.Param], Path: a.Path}, Name: a.Name}
	}
	return Bound{Name: a.Name}
}

// template makes the template of the function whose caller supplies a part of the operation's text.
func (f *Finder) template(op *Operation) *Template {
	common := op.Call.Common()
	_, args := flow.Args(common)
	var texts flow.Texts
	var tts []TemplateText
	var owner *ssa.Function
	collect := func(texts flow.Texts, binds Binds) {
		for _, alt := range texts.Alts {
			tt := TemplateText{Complete: binds.Complete}
			open := false
			for _, p := range alt {
				switch par, ok := p.Param(); {
				case ok && (owner == nil || owner == par.Parent()) && flow.ParamIndex(par) >= 0:
					owner, open = par.Parent(), true
					tt.Pieces = append(tt.Pieces, flow.ParamMark(flow.ParamIndex(par)))
				case p.Hole != nil:
					tt.Pieces = append(tt.Pieces, "\x00?")
				default:
					tt.Pieces = append(tt.Pieces, p.Text)
				}
			}
			if !open {
				continue // judged here
			}
			f.templateArgs(&tt, binds)
			tts = append(tts, tt)
		}
	}
	if op.Template != nil {
		for _, tt := range op.Template.Texts {
			texts = flow.Texts{Alts: []flow.Text{nil}, Complete: true}
			for _, p := range tt.Pieces {
				if n, ok := pieceParam(p); ok && n >= 0 && n < len(args) {
					texts = cross(texts, f.P.Text(f.Summaries(), flow.Ref{V: args[n]}))
				} else if ok {
					texts = cross(texts, flow.Texts{Alts: []flow.Text{{{Hole: &flow.Ref{V: op.Fn.Params[0]}}}}, Complete: true})
				} else {
					texts = cross(texts, flow.Texts{Alts: []flow.Text{{{Text: p}}}, Complete: true})
				}
			}
			collect(texts, f.templateBinds(tt, args))
		}
	} else {
		i := op.Row.Index(RoleSQL)
		if i < 0 {
			return nil
		}
		collect(f.P.Text(f.Summaries(), flow.Ref{V: args[i]}), f.binds(op.Row, args, nil))
	}
	if owner == nil || len(tts) == 0 {
		return nil
	}
	return &Template{Func: flow.FuncKey(owner), Texts: tts, Unresolved: op.Unresolved}
}

// templateArgs writes the values of an operation in terms of the function's parameters.
func (f *Finder) templateArgs(tt *TemplateText, b Binds) {
	if len(b.Lists) == 1 {
		for _, v := range b.Lists[0] {
			tt.Args = append(tt.Args, f.templateArg(v))
		}
	} else {
		tt.Complete = false
	}
	for _, name := range SortedKeys(b.Named) {
		tt.Named = append(tt.Named, NamedArg{Name: name, Arg: f.templateArg(b.Named[name])})
	}
	if b.NamedFrom != nil {
		if a := f.templateArg(Bound{Ref: *b.NamedFrom}); a.Param >= 0 {
			tt.NamedParam, tt.NamedPath = a.Param+1, a.Path
		}
	}
}

func (f *Finder) templateArg(v Bound) TemplateArg {
	if v.IsConst {
		return TemplateArg{Param: -1, IsConst: true, Const: v.Const, Name: v.Name}
	}
	if v.Ref.V == nil {
		return TemplateArg{Param: -1, Name: v.Name}
	}
	leaves := f.P.Origins(v.Ref, nil)
	if len(leaves) == 1 && leaves[0].Kind == flow.LeafParam && leaves[0].Param >= 0 {
		a := TemplateArg{Param: leaves[0].Param, Path: leaves[0].Path, Spread: v.Spread, Name: v.Name}
		if !v.Spread {
			// The elements of the function's own variadic parameter, passed as one value, are a list.
			if _, ok := leaves[0].V.Type().Underlying().(*types.Slice); ok && len(a.Path) > 0 && a.Path[0] == "[]" {
				a.Spread, a.Path = true, a.Path[1:]
			}
		}
		return a
	}
	return TemplateArg{Param: -1, Name: v.Name}
}
