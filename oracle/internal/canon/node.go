// Package canon is the common form that two readings of one SQL text are brought into before they are compared.
//
// A reading is a tree of [Node] with the spelling taken out: AND and OR are flat lists, "!=" is "<>", NOT IN is NOT over
// IN, a cast has lost its type, a keyword that stands for a value has lost its name. What a tenant check depends on stays:
// which relation stands where (with its byte offset), on which side of which join, what each condition compares, which
// byte of the text each placeholder comes from, and where a sub-select begins and ends.
package canon

import (
	"sort"
	"strconv"
	"strings"
)

// Node is one canonical node. Text is empty for inner nodes; At is a byte offset of the original text, -1 when it carries none.
type Node struct {
	Op   string
	Text string
	At   int
	Kids []*Node
}

// New makes an inner node. Nil children are dropped, so an absent clause is simply not there.
func New(op string, kids ...*Node) *Node {
	n := &Node{Op: op, At: -1}
	n.Add(kids...)
	return n
}

// Leaf makes a node that has only a text.
func Leaf(op, text string) *Node { return &Node{Op: op, Text: text, At: -1} }

// Placed makes a leaf that is compared by its byte offset.
func Placed(op, text string, at int) *Node { return &Node{Op: op, Text: text, At: at} }

// Add appends the children that are not nil.
func (n *Node) Add(kids ...*Node) {
	for _, k := range kids {
		if k != nil {
			n.Kids = append(n.Kids, k)
		}
	}
}

// With adds children and returns the node.
func (n *Node) With(kids ...*Node) *Node {
	n.Add(kids...)
	return n
}

// List makes an inner node, or nil when it would have no children.
func List(op string, kids []*Node) *Node {
	n := New(op, kids...)
	if len(n.Kids) == 0 {
		return nil
	}
	return n
}

// Logic makes a flat AND or OR: "a AND (b AND c)" and "(a AND b) AND c" are one condition.
func Logic(op string, kids ...*Node) *Node {
	n := New(op)
	for _, k := range kids {
		if k != nil && k.Op == op {
			n.Add(k.Kids...)
			continue
		}
		n.Add(k)
	}
	if len(n.Kids) == 1 {
		return n.Kids[0]
	}
	return n
}

// Not wraps x in NOT. Two of them are kept as two: neither grammar folds them.
func Not(x *Node) *Node { return New("not", x) }

// NotIf wraps x in NOT when not is true: NOT IN, NOT LIKE, NOT BETWEEN, IS NOT NULL.
func NotIf(not bool, x *Node) *Node {
	if not {
		return Not(x)
	}
	return x
}

// Op makes an operator node with its upper-case name.
func Op(name string, kids ...*Node) *Node {
	n := New("op", kids...)
	n.Text = strings.ToUpper(name)
	return n
}

// Func makes a call.
func Func(name string, args ...*Node) *Node {
	n := New("func", List("args", args))
	n.Text = strings.ToLower(name)
	return n
}

// Negative is unary minus; a negative number is one literal, as Postgres' grammar folds it.
func Negative(x *Node) *Node {
	if x != nil && x.Op == "num" && !strings.HasPrefix(x.Text, "-") {
		return Leaf("num", "-"+x.Text)
	}
	return Op("-", x)
}

// Num is a numeric literal. Forms that denote one number (007, 1.0e3) are left alone: both sides see the same text.
func Num(text string) *Node { return Leaf("num", strings.ToLower(text)) }

// Col is a column reference; case is folded because only one of the grammars keeps it.
func Col(parts ...string) *Node {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, strings.ToLower(p))
		}
	}
	return Leaf("col", strings.Join(kept, "."))
}

// Rel is a relation reference at a byte offset.
func Rel(schema, name, alias string, at int) *Node {
	text := strings.ToLower(name)
	if schema != "" {
		text = strings.ToLower(schema) + "." + text
	}
	if alias != "" && !strings.EqualFold(alias, name) {
		text += " " + strings.ToLower(alias)
	}
	return Placed("rel", text, at)
}

// String renders the tree as one s-expression.
func (n *Node) String() string {
	var b strings.Builder
	n.write(&b)
	return b.String()
}

func (n *Node) write(b *strings.Builder) {
	if n == nil {
		b.WriteString("()")
		return
	}
	b.WriteByte('(')
	b.WriteString(n.Op)
	if n.Text != "" {
		b.WriteByte(' ')
		if n.Op == "str" {
			b.WriteString(strconv.Quote(n.Text))
		} else {
			b.WriteString(n.Text)
		}
	}
	if n.At >= 0 {
		b.WriteString(" @")
		b.WriteString(strconv.Itoa(n.At))
	}
	for _, k := range n.Kids {
		b.WriteByte(' ')
		k.write(b)
	}
	b.WriteByte(')')
}

// Walk calls f for n and everything below it, in order.
func (n *Node) Walk(f func(*Node)) {
	if n == nil {
		return
	}
	f(n)
	for _, k := range n.Kids {
		k.Walk(f)
	}
}

// Relations lists the relation references of a reading, "name@offset", by offset.
func (n *Node) Relations() []string {
	var rels []*Node
	n.Walk(func(x *Node) {
		if x.Op == "rel" {
			rels = append(rels, x)
		}
	})
	sort.SliceStable(rels, func(i, j int) bool { return rels[i].At < rels[j].At })
	out := make([]string, 0, len(rels))
	for _, r := range rels {
		out = append(out, r.Text+"@"+strconv.Itoa(r.At))
	}
	return out
}

// FromItems splits the cross joins at the top of a FROM item: "a CROSS JOIN b" and "a, b" are the same list.
func FromItems(n *Node) []*Node {
	if n != nil && n.Op == "join" && n.Text == "cross" && len(n.Kids) == 2 {
		return append(FromItems(n.Kids[0]), FromItems(n.Kids[1])...)
	}
	return []*Node{n}
}

// Quantified is x op ANY (…) or x op ALL (…).
func Quantified(quantifier, op string, x, set *Node) *Node {
	n := New(quantifier, x, set)
	n.Text = strings.ToUpper(op)
	return n
}

// Args are the arguments of a call.
func Args(call *Node) []*Node {
	for _, k := range call.Kids {
		if k.Op == "args" {
			return k.Kids
		}
	}
	return nil
}
