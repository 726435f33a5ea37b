// Package plugin makes the rules of the suite linters of golangci-lint, as a module plugin: importing it registers each rule under its own name.
//
//	import _ "github.com/bailiwick-dev/bailiwick/plugin"
//
// It holds nothing but what golangci-lint needs to be told differently. Its cache goes by the names of analyzers, the settings, and the Go files
// of a package: so what else a verdict depends on (config, schema, SQL files, embedded files, models of other packages) goes into names. It makes each related
// place an issue of its own: so they are left out. It honours //nolint itself, and would call a directive that works for us unused.
package plugin
