// Package route finds the endpoints of a program: method, pattern, handler, and the middleware that a request meets on its way.
//
// A router is a value like any other: it is made in one function, handed to another, kept in a field, derived with a prefix and further
// middleware, and mounted below a third. Within a package the value is followed through SSA; between functions and packages a router goes by
// the names of the slots that it passes through, so that what one package registers on a parameter is joined with what another passes for it.
//
// What a library's functions do to routers stands in rows (lib_*.go). Own helper functions that hand their parameters on to such a function
// become templates, which are filled in at their calls, in other packages too.
//
// A function that makes a router makes another one at each of its calls, and these are told apart (instance.go): of two servers that one constructor
// makes, one may be behind a guard and the other not.
//
// What stays unreported: routes whose pattern is computed from data are listed with a hole ("{…}" in the pattern); a router that is found
// in a map or received from a channel is not followed, and what is registered on it is listed as not served. What generated code registers is listed
// at the hand-written calls of it; where there is none, in sight of a static call, it is not listed.
package route
