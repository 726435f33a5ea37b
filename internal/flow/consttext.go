package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// ConstTexts are the constant texts among a call's arguments, without its receiver: what a permission is asked for by.
func ConstTexts(call ssa.CallInstruction) []string {
	_, args := Args(call.Common())
	var out []string
	for _, a := range args {
		if text, ok := ConstText(Strip(a)); ok {
			out = append(out, text)
		}
	}
	return out
}

// ConstText is the text of a constant string; of a number of a named type, such as an enumeration's, the name of the constant.
func ConstText(v ssa.Value) (string, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil {
		return "", false
	}
	switch c.Value.Kind() {
	case constant.String:
		return constant.StringVal(c.Value), true
	case constant.Int:
		name := constantNamed(c.Type(), c.Value)
		return name, name != ""
	}
	return "", false
}

// constantNamed is the first constant, by name, of a named type with a value; empty when its package declares none, or other ones only.
func constantNamed(t types.Type, value constant.Value) string {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !strings.Contains(n.Obj().Pkg().Path(), ".") && !strings.Contains(n.Obj().Pkg().Path(), "/") {
		return "" // of the standard library: a duration, a file's mode
	}
	scope := n.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if k, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(k.Type(), t) && constant.Compare(k.Val(), token.EQL, value) {
			return name
		}
	}
	return ""
}
