// Package gen is what a generator makes of an interface description.
package gen

import "github.com/labstack/echo/v4"

type ServerInterface interface {
	GetPet(c echo.Context, id string) error
}

type ServerInterfaceWrapper struct{ Handler ServerInterface }

func (w *ServerInterfaceWrapper) GetPet(c echo.Context) error {
	return w.Handler.GetPet(c, c.Param("id"))
}

type EchoRouter interface {
	GET(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	POST(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
}

func RegisterHandlers(router EchoRouter, si ServerInterface) {
	RegisterHandlersWithBaseURL(router, si, "")
}

func RegisterHandlersWithBaseURL(router EchoRouter, si ServerInterface, baseURL string) {
	wrapper := ServerInterfaceWrapper{Handler: si}
	router.GET(baseURL+"/pets/:id", wrapper.GetPet) // route: GET /api/pets/:id (*echoapp/gen.ServerInterfaceWrapper).GetPet via late, auth; GET /v2/pets/:id (*echoapp/gen.ServerInterfaceWrapper).GetPet via late
}
