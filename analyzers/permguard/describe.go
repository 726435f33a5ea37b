package permguard

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/contract"
	"github.com/bailiwick-dev/bailiwick/internal/effect"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/parcel"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// describer finds out what a package tells its importers.
type describer struct {
	pass *analysis.Pass
	// files and imports are those of the package without its test files.
	files   []*ast.File
	imports []*types.Package
	site    *Site
	routes  *route.Result
	ledger  *verdict.Ledger
	g       *graph // of the imports
	claimed []Claimed
}

// describe adds the package's own part to the fact, if it has anything to say.
func (d *describer) describe(fact *Fact) error {
	set := waiver.Collect(d.pass.Fset, d.files, waiver.Options{Rules: d.site.Rules, HostHandlesNolint: d.site.HostNolint, Declared: []string{Name}})
	own := Own{Guards: d.contracts(), Broken: d.broken(), Claimed: d.claims(set)}
	d.claimed = own.Claimed
	if len(own.Claimed) > 0 || d.matters() {
		s := d.summariser(own.Guards)
		s.summarise(&own)
	}
	own.Waived = d.waivers(set, &own)
	if d.g.err != nil {
		return d.g.err
	}
	if own.empty() {
		return nil
	}
	part, err := parcel.New(d.pass.Pkg.Path(), &own)
	if err != nil {
		return err
	}
	fact.Add(part)
	return nil
}

// broken are the imports that could not be analysed.
func (d *describer) broken() []string {
	var out []string
	for _, imp := range d.imports {
		if slices.Contains(d.site.BrokenImports, imp.Path()) {
			out = append(out, imp.Path())
		}
	}
	slices.Sort(out)
	return out
}

// contracts are the functions that say of themselves that they ask for a permission.
func (d *describer) contracts() []string {
	var keys []string
	for _, c := range contract.Collect(d.pass.Pkg.Path(), d.files, d.pass.TypesInfo).Of(contract.Guard) {
		if c.Key != "" {
			keys = append(keys, c.Key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// matters is the cheap look before anything is built: whether a function here could reach an effect, decide something, or stand between those that do.
func (d *describer) matters() bool {
	if len(d.g.parts.Parts()) > 0 || len(d.routes.Own) > 0 {
		return true
	}
	for _, imp := range d.imports {
		if d.site.Models.Library(imp.Path()) != nil || effect.Library(imp.Path()) || guard.Library(imp.Path()) {
			return true
		}
	}
	for _, obj := range d.pass.TypesInfo.Defs {
		switch obj.(type) {
		case *types.Func, *types.Var, *types.Const:
			if guard.Speaks(obj.Name()) {
				return true
			}
		}
	}
	return d.hands()
}

// hands reports a package that calls something of the user's which is known elsewhere only: a method of an interface that it declares or imports, or a function that a field holds.
// It needs no import of what it reaches.
func (d *describer) hands() bool {
	for _, sel := range d.pass.TypesInfo.Selections {
		obj := sel.Obj()
		if obj.Pkg() == nil || !d.site.Own(obj.Pkg().Path()) {
			continue
		}
		switch o := obj.(type) {
		case *types.Func:
			if recv := o.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
				return true
			}
		case *types.Var:
			if _, ok := o.Type().Underlying().(*types.Signature); ok {
				return true
			}
		}
	}
	return false
}

// summariser looks into the package's functions. guards are those with the contract.
func (d *describer) summariser(guards []string) *summariser {
	p := d.pass.ResultOf[flow.Analyzer].(*flow.Package)
	p.ReadWith(d.site.ReadFile)
	s := &summariser{p: p, own: d.site.Own, imported: d.g, position: d.position}
	rows := map[string]guard.Kind{}
	for _, r := range guard.Engines() {
		rows[r.Func] = r.Kind
	}
	contracted := func(key string) bool {
		_, here := slices.BinarySearch(guards, key)
		return here || d.g.isGuard(key)
	}
	check := func(key string) guard.Kind {
		if contracted(key) {
			return guard.Permission
		}
		if k, ok := rows[key]; ok {
			return k
		}
		return d.g.called(key, d.site.Own)
	}
	s.guards = guard.NewFinder(p, check, func(key string) bool { return rows[key] != guard.None }, isMethodOfInterface)
	s.guards.Contract = contracted
	s.guards.Pending = func(key string) bool { f := d.g.fn(key); return f != nil && len(f.Waits) > 0 }
	s.guards.Opening = func(key string) []guard.Opening {
		if fn := d.g.fn(key); fn != nil {
			return fn.Opens
		}
		return nil
	}
	s.guards.Lax = func(key string) bool {
		fn := d.g.fn(key)
		return fn != nil && fn.Lax
	}
	registering := map[string]bool{}
	for i := range d.routes.Own {
		registering[d.routes.Own[i].Fn] = true
	}
	for _, c := range d.claimed {
		registering[c.Func] = true // the way to it matters, too
	}
	s.registers = func(key string) bool { return registering[key] }
	s.effects = effect.NewFinder(p, d.site.Models)
	return s
}

func (d *describer) position(p token.Pos) verdict.Position {
	if !p.IsValid() {
		return verdict.Position{}
	}
	at := d.pass.Fset.Position(p)
	return d.site.Position(at.Filename, at.Line, at.Column)
}

func isTestFile(name string) bool { return strings.HasSuffix(name, "_test.go") }
