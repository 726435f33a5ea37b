package fix

import udiff "github.com/aymanbagabas/go-udiff"

// Diff returns the change as a unified diff under the given name; nothing when there is no difference.
func (c Change) Diff(name string) string {
	return udiff.Unified(name+" (old)", name+" (new)", string(c.Old), string(c.New))
}
