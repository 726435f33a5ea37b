// Command unknownrouter has endpoints that are not seen.
package main

import "unknownrouter/api"

func main() { _ = api.Serve() }
