// Package driver is the command's own way of analysing a program: the user's packages from source, everything else from the
// export data that the compiler has left in the build cache.
//
// The general driver of x/tools wants syntax for every dependency as soon as an analyzer has facts. Ours needs none: what the rules
// know of libraries is rows, and facts come from the user's packages alone. That is a tenth of the work and of the memory.
//
// The user's packages are the named ones (the roots) and those that they import from any module of the user. They are checked in
// dependency order by several workers; the syntax and the type information of a package are dropped as soon as it is analysed,
// its types and facts stay. Only the roots report.
package driver
