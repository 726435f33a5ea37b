// Package change tells which code has changed since a revision of the git repository, for runs that are to show nothing else.
//
// What counts is not a line but a declaration: a statement is often put together in several lines, from constants that stand elsewhere. A place has changed if
// the function that holds it has, or a declaration of text that this function names. So an edited SQL constant, a query that was generated anew, and an embedded
// file all change the functions that use them. Names are compared without types: rather one finding too many is shown than one too few.
package change
