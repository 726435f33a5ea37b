// Package oracle checks the suite against other people's knowledge: their SQL grammars here, their libraries elsewhere in
// this module. It is a module of its own and holds tests only, so that nothing it needs reaches the suite.
//
// The SQL reader is compared with Postgres' own grammar (compiled from C with cgo, to WebAssembly without) and with tidb's
// grammar of MySQL. Nobody publishes SQLite's grammar as a Go module: what Postgres' grammar reads of its statements is
// compared with that, the rest with goldens that were checked by hand.
//
// testdata/statements holds statements of our own that show each shape; they always run. Thousands of real statements are
// compared when BAILIWICK_CORPORA names a file that cmd/extract has written; the corpora are other people's and are not kept
// here. testdata/corpora.json names the repositories and the commits that the numbers in ../bench/sqlread-oracle.md are of.
package oracle
