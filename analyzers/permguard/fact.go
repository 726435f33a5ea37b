package permguard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/parcel"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Fact is what packages tell their importers. A package hands on what it received, since only the facts of direct imports are seen.
type Fact struct{ parcel.Parcel[Own] }

// Own is what one package found out about its functions.
type Own struct {
	Funcs []Func // sorted by key
	// Edges say what stands behind interfaces, and which functions fields, lists and parameters hold.
	Edges []bind.Edge
	// Asserted are interfaces that values of other types are asked for: x.(Checker). What stands behind them is converted to something else.
	Asserted []string
	// Guards are the functions that a contract says ask for a permission, sorted.
	Guards []string
	// Broken are the imports that could not be analysed, sorted: what they do is not known.
	Broken []string
	// Waived are the places of routes and handlers that a waiver covers.
	Waived []Waived
	// Claimed are the waivers of other rules that speak of callers.
	Claimed []Claimed
}

// Func is a function that can reach an effect, or that decides something.
type Func struct {
	Key string
	// Pos is where it is declared.
	Pos verdict.Position
	// Effects are what it does itself, Calls what it calls that may do more.
	Effects []Step
	Calls   []Step
	// Denies is what it decides for its callers by its result.
	Denies guard.Kind
	// Waits are what tells it where that is not known yet: methods of interfaces, and functions that wait themselves.
	Waits []string
	// Next is what it decides as middleware, and HasNext whether it is one at all.
	Next    guard.Kind
	HasNext bool
	// Maybe is true where what it decides as middleware is up to function values that are not followed.
	Maybe bool
	// Ways are the decisions in front of each way on, where some of them are up to function values.
	Ways [][]Gate
	// Shadow is true of a function with the contract that lets through on some ways although it asks: a permission that is refused is only noted there.
	Shadow bool
	// Tables are the maps by which it asks for some methods only.
	Tables []Table
	// Asks is true when it, or what it calls, asks for a permission on any way.
	Asks bool
	// Lax is true of one that is named for a decision and lets through without having asked.
	Lax bool
	// Idle is true of one that answers yes whatever it is given: what it asks for on the way, it does not look at.
	Idle bool
	// Opens is what it lets through on purpose without having asked, whether by its result or as middleware.
	Opens []guard.Opening
	// Keyed are the parameters by which the row that it returns is looked up, each of which narrows the others: "p2". Sorted.
	Keyed []string
	// Grants is true when anything in it asks for a permission.
	Grants bool
}

// Step is an effect or a call, with the decisions that it is behind.
type Step struct {
	// What says what an effect does.
	What string
	// To is the key of what a call reaches.
	To string
	// Invoke is true for a call of an interface's method, Unknown for one of a function value that is not followed.
	Invoke, Unknown bool
	// Foreign is true for a call of a library that may change something, and of which no row knows what it does.
	Foreign bool
	// Broken is true for a call into a package that could not be analysed.
	Broken bool
	// Noted is true for a call whose answer, yes or no, decides nothing.
	Noted bool
	// Slots are where the receiver or the function value of a call is read from.
	Slots []string
	Gates []Gate
	Pos   verdict.Position
	// Bound is what an effect is bound by, and Given what a call hands on, as far as it may be the caller's own.
	Bound [][]string
	Given []Given
}

// Gate is a decision in front of a site. Where Kind is None, the implementations of the interface method By tell it.
type Gate struct {
	Kind guard.Kind
	By   string
	Args []string
	// Other is true where the permission is asked for another object than the one that the site is given.
	Other bool
	// Slots are where the function value is read from that decides, or the value behind the interface that By is a method of.
	Slots []string
	// Opens is what it lets through without having asked.
	Opens []guard.Opening
}

// AFact marks a fact.
func (*Fact) AFact() {}

// String lists the functions, for tests.
func (f *Fact) String() string {
	var list []string
	for _, p := range f.Parts() {
		own, err := p.Value()
		if err != nil {
			list = append(list, err.Error())
			continue
		}
		for j := range own.Funcs {
			fn := &own.Funcs[j]
			list = append(list, fmt.Sprintf("%s effects=%d calls=%d denies=%s next=%s", fn.Key, len(fn.Effects), len(fn.Calls), fn.Denies, fn.Next))
		}
	}
	return strings.Join(list, "; ")
}

func (o *Own) empty() bool {
	return len(o.Funcs)+len(o.Edges)+len(o.Guards)+len(o.Asserted)+len(o.Broken)+len(o.Waived)+len(o.Claimed) == 0
}

// find is a function of the package, nil when nothing is known of it.
func (o *Own) find(key string) *Func {
	i, found := slices.BinarySearchFunc(o.Funcs, key, func(f Func, key string) int { return strings.Compare(f.Key, key) })
	if !found {
		return nil
	}
	return &o.Funcs[i]
}
