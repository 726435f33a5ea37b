package workspace

import (
	"golang.org/x/tools/go/analysis"
)

// ForAnyPass is ForPass for drivers that run analyzers over libraries too. Those get the workspace of the analysed program, to which they do not belong: to
// look for tables in the standard library, or in every module downloaded, would cost more than the analysis.
func (c *Cache) ForAnyPass(pass *analysis.Pass) (*Workspace, error) {
	dir := PassDir(pass)
	_, module, ok := nearestModule(dir)
	if dir == "" || ok && (module == "std" || module == "cmd" || !c.Owns(dir, module)) {
		return c.Open(c.home)
	}
	return c.Open(dir)
}
