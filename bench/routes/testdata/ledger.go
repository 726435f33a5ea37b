// Command routewalk prints what chi itself knows of ledger's two routers, one "METHOD PATTERN" a line.
package main

import (
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/formancehq/go-libs/v5/pkg/authn/jwt"

	v1 "github.com/formancehq/ledger/internal/api/v1"
	v2 "github.com/formancehq/ledger/internal/api/v2"
)

func walk(prefix string, r chi.Router) {
	err := chi.Walk(r, func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		fmt.Println(method, prefix+route)
		return nil
	})
	if err != nil {
		panic(err)
	}
}

func main() {
	walk("", v1.NewRouter(nil, jwt.NewNoAuth(), "", false))
	walk("/v2", v2.NewRouter(nil, jwt.NewNoAuth(), "", v2.WithExporters(true)))
}
