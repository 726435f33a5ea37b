// Package echo has the shape of echo v3, which no table knows.
package echo

type Context interface{ Param(string) string }

type HandlerFunc func(Context) error

type Echo struct{}

func New() *Echo                                { return &Echo{} }
func (e *Echo) POST(path string, h HandlerFunc) {}
func (e *Echo) Start(addr string) error         { return nil }
