// Command echoapp registers on routers of echo.
package main

import (
	"echoapp/gen"

	"github.com/labstack/echo/v4"
)

type pets struct{}

func (pets) AddPet(c echo.Context) error            { return nil }
func (pets) GetPet(c echo.Context, id string) error { return nil }

func auth(next echo.HandlerFunc) echo.HandlerFunc { return next }
func late(next echo.HandlerFunc) echo.HandlerFunc { return next }

func fill(operations map[string][]echo.MiddlewareFunc) {
	operations["addPet"] = append(operations["addPet"], auth)
}

func main() {
	e := echo.New()
	e.POST("/hook", func(c echo.Context) error { return nil }) // route: POST /hook echoapp.main$1 via late
	g := e.Group("/api", auth)
	gen.RegisterHandlers(g, pets{})                                         // route: GET /api/pets/:id (echoapp.pets).GetPet via late, auth secured cookieAuth() lists pet, shop; POST /api/pets (echoapp.pets).AddPet via late, auth open
	gen.RegisterHandlersWithBaseURL(e, pets{}, "/v2")                       // route: GET /v2/pets/:id (echoapp.pets).GetPet via late secured cookieAuth() lists pet, shop; POST /v2/pets (echoapp.pets).AddPet via late open
	gen.RegisterHandlersWithOptions(e, pets{}, gen.RegisterHandlersOptions{ // route: POST /v3/pets (echoapp.pets).AddPet via late, auth open
		BaseURL: "/v3", OperationMiddlewares: map[string][]echo.MiddlewareFunc{"addPet": {auth}},
	})
	gen.RegisterHandlersWithOptions(e, pets{}, gen.RegisterHandlersOptions{ // route: POST /v4/pets (echoapp.pets).AddPet via late open
		BaseURL: "/v4", OperationMiddlewares: map[string][]echo.MiddlewareFunc{"getPet": {auth}},
	})
	operations := map[string][]echo.MiddlewareFunc{}
	fill(operations)
	gen.RegisterHandlersWithOptions(e, pets{}, gen.RegisterHandlersOptions{OperationMiddlewares: operations}) // route: POST /pets (echoapp.pets).AddPet via late, ? open
	gen.RegisterHandlersWithOptions(e.Group("/v5"), pets{}, gen.RegisterHandlersOptions{})                    // route: POST /v5/pets (echoapp.pets).AddPet via late open
	e.Use(late)
	_ = e.Start(":1")
}
