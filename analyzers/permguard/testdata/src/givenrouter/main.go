// Command givenrouter gets its router from somewhere.
package main

import "github.com/go-chi/chi/v5"

var routers = make(chan chi.Router)

func main() { (<-routers).Use() }
