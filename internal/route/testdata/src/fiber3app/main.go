// Command fiber3app registers on routers of fiber v3.
package main

import (
	"github.com/gofiber/fiber/v3"

	"fiber3app/gen"
)

type pets struct{}

func (pets) AddPet(c fiber.Ctx) error { return nil }

func around(c fiber.Ctx, next fiber.Handler) error { return next(c) }

func auth(c fiber.Ctx) error   { return c.Next() }
func may(c fiber.Ctx) error    { return c.Next() }
func create(c fiber.Ctx) error { return nil }

func main() {
	app := fiber.New()
	app.Post("/open", create) // route: POST /open fiber3app.create
	app.Use("/api", auth)
	app.Get("/other", create).Name("other").Put("/chained", create) // route: GET /other fiber3app.create; PUT /chained fiber3app.create
	app.Use([]string{"/api", "/ops"}, may)
	api := app.Group("/api")
	api.Post("/x", auth, create) // route: POST /api/x fiber3app.create via auth, may, auth
	api.Route("/y", func(r fiber.Router) {
		r.Delete("/z", create) // route: DELETE /api/y/z fiber3app.create via auth, may
	})
	app.Group("/ops", auth).Add([]string{"POST", "PUT"}, "/w", may, auth, create)              // route: POST /ops/w fiber3app.create via may, auth, may, auth; PUT /ops/w fiber3app.create via may, auth, may, auth
	app.RouteChain("/chain").Get(create).Post(auth, create).RouteChain("/deep").Delete(create) // route: GET /chain fiber3app.create; POST /chain fiber3app.create via auth; DELETE /chain/deep fiber3app.create
	micro := fiber.New()
	micro.Put("/m", create) // route: PUT /micro/m fiber3app.create
	app.Use("/micro", micro)
	gen.RegisterHandlers(app.Group("/g"), pets{})                                                                                                  // route: POST /g/pets (fiber3app.pets).AddPet
	gen.RegisterHandlersWithOptions(app.Group("/h"), pets{}, gen.FiberServerOptions{BaseURL: "/v1", Middlewares: []gen.MiddlewareFunc{auth, may}}) // route: POST /h/v1/pets (fiber3app.pets).AddPet via auth, may
	gen.RegisterHandlersWithOptions(app.Group("/i"), pets{}, gen.FiberServerOptions{HandlerMiddlewares: []gen.HandlerMiddlewareFunc{around}})      // route: POST /i/pets (fiber3app.pets).AddPet via around
	each := app.Group("/each")
	for _, m := range []fiber.Handler{auth, may} {
		each.Use(m)
	}
	each.Post("/all", create) // route: POST /each/all fiber3app.create via auth, may
	some := app.Group("/some")
	for _, m := range []fiber.Handler{auth} {
		if each != some {
			some.Use(m)
		}
	}
	some.Post("/all", create) // route: POST /some/all fiber3app.create passed auth
	_ = app.Listen(":1")
}
