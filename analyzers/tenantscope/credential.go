package tenantscope

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// credentialChecks compare a secret with its stored form: the key, and the index among all arguments of the stored one.
var credentialChecks = [...]string{
	"golang.org/x/crypto/bcrypt.CompareHashAndPassword",
	"crypto/subtle.ConstantTimeCompare",
	"crypto/hmac.Equal",
	"github.com/alexedwards/argon2id.ComparePasswordAndHash",
	"github.com/matthewhartstonge/argon2.VerifyEncoded",
}

// isCredentialCheck reports a function that verifies a secret: a row, or a function of the user's own whose name says both what it does
// and to what (VerifyPassword, checkSecret, ComparePasswordHash).
func isCredentialCheck(key string) bool {
	if slices.Contains(credentialChecks[:], key) {
		return true
	}
	name := fold(key[strings.LastIndexByte(key, '.')+1:])
	does := strings.Contains(name, "verify") || strings.Contains(name, "check") || strings.Contains(name, "compare") || strings.Contains(name, "validate") || strings.Contains(name, "match")
	what := strings.Contains(name, "password") || strings.Contains(name, "secret") || strings.Contains(name, "hash") || strings.Contains(name, "credential") || strings.Contains(name, "token")
	return does && what
}

// checksCredential reports a call that verifies a secret, by what it calls or by what it is given: matches(row.PasswordHash, password).
func (j *judge) checksCredential(check *ssa.Call) bool {
	key := flow.Key(flow.Callee(&check.Call))
	if isCredentialCheck(key) {
		return true
	}
	name := fold(key[strings.LastIndexByte(key, '.')+1:])
	if !strings.Contains(name, "match") && !strings.Contains(name, "verify") && !strings.Contains(name, "check") && !strings.Contains(name, "compare") && !strings.Contains(name, "equal") {
		return false
	}
	return slices.ContainsFunc(check.Call.Args, func(a ssa.Value) bool {
		return slices.ContainsFunc(j.origins(flow.Ref{V: a}), func(l flow.Leaf) bool {
			n := fold(l.Name())
			return strings.Contains(n, "hash") || strings.Contains(n, "password") || strings.Contains(n, "secret") || strings.Contains(n, "digest")
		})
	})
}

// authenticated reports that the credential of the row that comes back is verified before any other use: a sign-in by a unique e-mail or
// user name, before any tenant is known.
func (j *judge) authenticated(fn *ssa.Function, call ssa.CallInstruction) (why string, ok bool) {
	derived := j.derived(call)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			check, isCall := instr.(*ssa.Call)
			if !isCall || !flow.Dominates(call, check) || !j.checksCredential(check) {
				continue
			}
			if !slices.ContainsFunc(check.Call.Args, func(a ssa.Value) bool { return usesAny(a, derived, 0) }) {
				continue
			}
			for _, c := range append(j.outcomes(fn, check), j.compared(fn, check)...) {
				if j.leavesWhen(c, call) && !j.usedOutsideBut(derived, call, c, check) {
					return fmt.Sprintf("credential look-up: the row's credential is verified at line %d before any other use", j.pass.Fset.Position(check.Pos()).Line), true
				}
			}
		}
	}
	return "", false
}

// compared are the branches on a check whose result is a number (ConstantTimeCompare).
func (j *judge) compared(fn *ssa.Function, check *ssa.Call) []comparison {
	var out []comparison
	for _, c := range j.comparisons(fn) {
		if b, ok := c.at.Cond.(*ssa.BinOp); ok && (b.X == check || b.Y == check) {
			out = append(out, c)
		}
	}
	return out
}
