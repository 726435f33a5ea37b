package route

import (
	"go/types"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// unlisted are well-known routers without rows, by the import path that servers on them name. A program on one of them has endpoints that are not
// seen, which is said instead of passed over.
var unlisted = [...]string{
	"github.com/beego/beego/v2/server/web", "github.com/bmizerany/pat", "github.com/cloudwego/hertz/pkg/app/server", "github.com/dimfeld/httptreemux/v5",
	"github.com/fasthttp/router", "github.com/flamego/flamego", "github.com/go-kratos/kratos/v2/transport/http", "github.com/gobuffalo/buffalo",
	"github.com/gocraft/web", "github.com/gogf/gf/v2/net/ghttp", "github.com/kataras/iris/v12", "github.com/revel/revel", "github.com/savsgio/atreugo/v11",
	"github.com/uptrace/bunrouter", "github.com/zeromicro/go-zero/rest", "goji.io", "gopkg.in/macaron.v1",
}

// family is an import path without the element that names its major version.
func family(path string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(path, "/"), func(el string) bool {
		digits, ok := strings.CutPrefix(el, "v")
		return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
	}), "/")
}

// families are the known routers, in every version.
func families(libs []Library) map[string]bool {
	out := map[string]bool{}
	for _, p := range unlisted {
		out[family(p)] = true
	}
	for i := range libs {
		for _, p := range libs[i].Paths {
			out[family(p)] = true
		}
	}
	return out
}

// Unlisted reports the import path of a known router that no table knows in that version.
func (m *Models) Unlisted(path string) bool { return !m.paths[path] && m.families[family(path)] }

// importsOf is what a package imports of routers: those of the tables that only servers import, and those that no table knows in that version.
// nil where it imports neither.
func (m *Models) importsOf(pkg *types.Package, imports []*types.Package) []Event {
	var known, unknown []string
	for _, imp := range imports {
		switch p := imp.Path(); {
		case m.servers[p]:
			known = append(known, p)
		case m.Unlisted(p):
			unknown = append(unknown, p)
		}
	}
	if len(known)+len(unknown) == 0 {
		return nil
	}
	slices.Sort(known)
	slices.Sort(unknown)
	return []Event{{Kind: KindImport, Fn: pkg.Path(), At: known, From: unknown}}
}

// Imports lists, sorted, the routers of the tables that a main package imports itself, and those that no table knows in that version and that any
// package imports.
func Imports(events []Event, main string) (known, unknown []string) {
	for i := range events {
		if e := &events[i]; e.Kind == KindImport {
			if unknown = append(unknown, e.From...); e.Fn == main {
				known = append(known, e.At...)
			}
		}
	}
	slices.Sort(unknown)
	return known, slices.Compact(unknown)
}

// Made is the first place at which one of some functions makes a router; false where none does.
func Made(events []Event, ran func(fn string) bool) (at verdict.Position, ok bool) {
	for i := range events {
		e := &events[i]
		if e.Kind != KindDerive || len(e.From) > 0 || e.Generated || !ran(e.Fn) {
			continue
		}
		if !ok || e.Pos.Less(at) {
			at, ok = e.Pos, true
		}
	}
	return at, ok
}

// onlyImports reports events that tell of nothing but what is imported.
func onlyImports(events []Event) bool {
	return !slices.ContainsFunc(events, func(e Event) bool { return e.Kind != KindImport })
}
