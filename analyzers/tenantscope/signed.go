package tenantscope

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// A signed link carries a value of the request's together with a signature over it. Once the signature has been verified the value is what
// the application itself wrote, and as good as a credential.

// signedBefore reports that the signature over a value of the request was verified before an operation, and that the function left when it
// did not hold.
func (j *judge) signedBefore(at ssa.CallInstruction, c classed) bool {
	fn := at.Parent()
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			check, ok := instr.(*ssa.Call)
			if !ok || !flow.Dominates(check, at) || !j.verifiesSignature(check, c) {
				continue
			}
			for _, o := range append(j.outcomes(fn, check), j.compared(fn, check)...) {
				if len(o.pass.Preds) == 1 && o.pass.Dominates(at.Block()) && j.leavesWhen(o, check) {
					return true
				}
			}
		}
	}
	return false
}

// verifiesSignature reports a call that compares the signature over a value: of the standard library, after the value went into the hash,
// or a function of the user's own that is given the value and whose name says so (verifySignature, checkSignedToken, ValidHMAC).
func (j *judge) verifiesSignature(check *ssa.Call, c classed) bool {
	key := flow.Key(flow.Callee(&check.Call))
	if key == "crypto/hmac.Equal" || key == "crypto/subtle.ConstantTimeCompare" {
		return j.hashedBefore(check, c)
	}
	name := fold(key[strings.LastIndexByte(key, '.')+1:])
	does := strings.Contains(name, "verify") || strings.Contains(name, "check") || strings.Contains(name, "valid")
	what := strings.Contains(name, "sign") || strings.Contains(name, "hmac")
	return does && what && j.isGiven(&check.Call, c)
}

// hashedBefore reports that the value went into a keyed hash before a call: mac.Write([]byte(value)).
func (j *judge) hashedBefore(check *ssa.Call, c classed) bool {
	for _, b := range check.Parent().Blocks {
		for _, instr := range b.Instrs {
			write, ok := instr.(*ssa.Call)
			if !ok || !flow.Dominates(write, check) || !write.Call.IsInvoke() || write.Call.Method.Name() != "Write" {
				continue
			}
			if flow.TypeKey(write.Call.Value.Type()) == "hash.Hash" && j.isGiven(&write.Call, c) {
				return true
			}
		}
	}
	return false
}

// isGiven reports that a call gets the value as an argument.
func (j *judge) isGiven(call *ssa.CallCommon, c classed) bool {
	_, args := flow.Args(call)
	for _, a := range args {
		if sameLeaf(j.p.Origins(flow.Ref{V: a}, flow.PassThrough), []flow.Leaf{c.leaf}) {
			return true
		}
	}
	return false
}
