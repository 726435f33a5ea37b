package flow

import (
	"golang.org/x/tools/go/ssa"
)

// LeafKind says where a value comes from.
type LeafKind uint8

// Where a value can come from.
const (
	LeafUnknown LeafKind = iota
	LeafConst            // a constant: Text
	LeafZero             // the zero value of its type, an unset field, ""
	LeafNil
	LeafParam   // parameter Param (-1 the receiver) of the function, Path below it
	LeafCall    // result Result of Call, Path below it
	LeafWritten // filled in by Call through a pointer that is its argument Result
	LeafGlobal  // package variable Text
	LeafField   // field of a value that leads no further: Text is "type.field"
	LeafElem    // element of something that leads no further
	LeafRecv    // received from a channel
)

// Leaf is one origin of a value.
type Leaf struct {
	Kind   LeafKind
	Text   string
	Param  int
	Fn     *ssa.Function // the function whose parameter it is
	Call   ssa.CallInstruction
	Result int
	Path   []string
	Frame  *Frame   // in which Call was made
	Names  []string // names the value had on its way, outermost first: parameters, fields, called functions
	V      ssa.Value
}

// Name is the best Go name of the value.
func (l Leaf) Name() string {
	if len(l.Path) > 0 {
		return l.Path[len(l.Path)-1]
	}
	if len(l.Names) > 0 {
		return l.Names[0]
	}
	return ""
}

// Inner is the name closest to the origin: the parameter, the variable or the called function itself.
func (l Leaf) Inner() string {
	if len(l.Path) > 0 {
		return l.Path[len(l.Path)-1]
	}
	if len(l.Names) > 0 {
		return l.Names[len(l.Names)-1]
	}
	return ""
}
