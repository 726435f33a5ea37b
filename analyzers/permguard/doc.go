// Package permguard defines an analyzer that reports write endpoints that no permission check gates.
//
// # Analyzer permguard
//
// permguard: report write endpoints that no permission check gates
//
// An endpoint that changes something, by whatever method, must ask whether the caller may before it does. A check that is there and gates nothing, since
// its result is dropped, its branch does not leave, or it comes too late, looks like safety in every review.
//
// The analyzer finds the endpoints of a program with the middleware on their way, follows each handler to what it changes, through calls, closures and
// interfaces, and asks for a permission check that is in front of the effect on every way, whose outcome decides a branch, and whose refusing
// side leaves without the effect. It may stand in middleware, in the handler, or in any function on the way:
//
//	r.Post("/orders", h.create)                                // reported: create writes, and nobody asks
//	r.With(require("orders:write")).Post("/orders", h.create)  // met: require refuses before it calls the next handler
//
// Knowing who the caller is is not enough: the message says where there is authentication alone. An endpoint that authenticates by itself, by
// a password, a signature or a state that it compares before the effect, is met and listed.
//
// A check that somebody can walk around is none: one that the request itself says whether to ask, one that always says yes, behind an interface too, and one that a solved captcha spares.
//
// A check that lets something through on purpose, operations that are declared open or requests without a tenant, is one for endpoints that are known to be something else: by the
// security that the server of oapi-codegen declares for the operation, or since the path names a tenant or an extension of the embedded description lists one. For others the endpoint is unresolved, and the reason says what is let through. An
// operation that is declared open, where others of the server are not, counts as declared public.
//
// What counts as a check is found by what follows it, 401, 403 or PermissionDenied, by the functions of permission engines, and by names. A function
// that is not seen to be one says so itself with //bailiwick:guard, or is listed under rules.permguard.guards. Where a program gives out no permissions at all,
// one line says so and nothing is owed.
//
// A finding stands where the route is registered, or at the handler where one registration serves several. An endpoint that is meant to be open says so there:
//
//	//bailiwick:allow permguard(public) the price list is on the web site
//
// Where the other routes of a file are put behind a check in one evident way, editors offer to write the same in front of a route that has none. Which permission it asks for is
// left for a person to say: the code does not compile until then, and -fix never applies it.
//
// Not reported: reads; endpoints that are not seen to be registered by a main; effects behind calls that are not followed, such as function values that are kept in
// maps or channels, whose endpoints are counted as unresolved. Whether the permission is the right one is not judged.
package permguard
