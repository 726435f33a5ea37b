// Package guard finds the decisions of a function that gate what comes after them: a branch of which one side refuses and leaves, so that an
// effect on the other side happens only for a caller that was let through.
//
// A decision is known by what follows it, not by a name that contains "auth": its refusing side answers with 403 or 401, PermissionDenied or
// Unauthenticated, or returns an error that says so, and never reaches the effect. A call whose result decides, of a function that itself
// refuses in this way, is a decision too, whatever its caller answers.
//
// What is assumed: an answer of 403 means that the caller may not do it, one of 401 that nobody knows who the caller is. A refusal for another
// reason (a rate limit, a missing CSRF token) is told apart by the names of the calls that it is decided by, and counts for nothing.
package guard

// Kind is what a decision is about.
type Kind uint8

// The kinds, in the order of what they prove.
const (
	None           Kind = iota
	Authentication      // who the caller is
	Credential          // the endpoint authenticates by itself: a password, a signature, a state was compared
	Permission          // what the caller may do
)

// String names the kind.
func (k Kind) String() string {
	return [...]string{"none", "authentication", "credential", "permission"}[k]
}
