// Package hook runs a function that it is given.
package hook

// Hook holds it.
type Hook struct{ Run func(key string) error }

// Fire runs it.
func (h *Hook) Fire(key string) error { return h.Run(key) }
