// Package permguard finds write endpoints that no permission check gates.
//
// It is a preview: bailiwick routes shows what it finds, and it is no rule of the suite yet.
//
// An endpoint that changes something, by whatever method, must ask whether the caller may before it does. A check counts where it is in front of the
// effect on every way, its outcome decides a branch, and the refusing side leaves without the effect. It may stand in middleware that the
// request meets, in the handler, or in any function on the way from the handler to the effect, behind interfaces too.
//
//	r.Post("/orders", h.create)                              // create writes, and nobody asks
//	r.With(require("orders:write")).Post("/orders", h.create) // require refuses before it calls the next handler
//
// Knowing who the caller is is not enough: the message says where there is authentication alone. An endpoint that authenticates by itself, by
// a password, a signature or a state that it compares before the effect, is met and listed.
//
// # What it does not report
//
// Reads. Effects behind calls that it does not follow: function values that are kept in maps or channels, and code outside of the user's modules
// that no table lists; those endpoints are counted as unresolved. Whether the permission is the right one.
package permguard
