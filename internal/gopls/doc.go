// Package gopls makes a gopls that has the suite in it, since gopls loads no analyzers from elsewhere.
//
// It takes the source of gopls out of the module cache and changes little of it: one file adds the rules to the list of analyzers, one wraps two methods of
// the analysis driver, so that its cache key names what lies outside of Go files, and those two methods get other names. That is all; whatever does not fit
// a version of gopls ends the build.
package gopls
