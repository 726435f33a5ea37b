package effect

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/pattern"
)

// changes matches names that say of a function that it changes something.
var changes = pattern.New(`^(Add|Append|Apply|Assign|Attach|Cancel|Copy|Create|Del|Delete|Detach|Disable|Enable|Enqueue|Execute|Grant|Insert|Invite|Invoke|Move|Patch|` +
	`Provision|Publish|Push|Put|Register|Remove|Rename|Replace|Reset|Revoke|Rotate|Save|Send|Set|Store|Submit|Terminate|Update|Upload|Upsert|Write)([A-Z]|$)`)

// observers are libraries that only tell of what happens, or answer who asked: what they are given changes nothing for anybody else.
var observers = [...]string{
	"go.opentelemetry.io/", "github.com/prometheus/", "github.com/getsentry/", "github.com/DataDog/", "gopkg.in/DataDog/", "go.uber.org/zap", "github.com/rs/zerolog",
	"github.com/sirupsen/logrus", "golang.org/x/", "github.com/coder/websocket", "nhooyr.io/websocket",
}

// Foreign reports a call of a library of which no row knows what it does, and which may change something outside: it is given a context, as what
// leaves the process is, and named for a change. It is no effect, and not known to be none.
func (f *Finder) Foreign(call ssa.CallInstruction) bool {
	obj := flow.Callee(call.Common())
	if obj == nil || obj.Pkg() == nil || !changes.MatchString(obj.Name()) {
		return false
	}
	path := obj.Pkg().Path()
	host, _, _ := strings.Cut(path, "/")
	if !strings.Contains(host, ".") || slices.ContainsFunc(observers[:], func(o string) bool { return strings.HasPrefix(path, o) }) {
		return false // the standard library, which has rows
	}
	if key := flow.Key(obj); f.Models.Row(key) != nil || f.Models.Method(obj) != nil {
		return false
	}
	_, listed := f.rows[flow.Key(obj)]
	return !listed && takesContext(obj)
}

// takesContext reports a function whose first parameter is a context, and that is given something beside.
func takesContext(fn *types.Func) bool {
	params := fn.Signature().Params()
	return params.Len() > 1 && flow.TypeKey(params.At(0).Type()) == "context.Context"
}
