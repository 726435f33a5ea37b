// Package auth knows who calls.
package auth

// Whose is named in the config: it gives the authenticated tenant.
func Whose(session any) string { return lookup(session) }

// Other is not named.
func Other(session any) string { return lookup(session) }

func lookup(any) string { return "" }
