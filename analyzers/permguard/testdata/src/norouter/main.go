// Command norouter serves nothing.
package main

import "norouter/api"

func main() { println(api.Version) }
