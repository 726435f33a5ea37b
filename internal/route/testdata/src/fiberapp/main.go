// Command fiberapp registers on routers of fiber.
package main

import "github.com/gofiber/fiber/v2"

func auth(c *fiber.Ctx) error   { return nil }
func create(c *fiber.Ctx) error { return nil }

func main() {
	app := fiber.New()
	app.Post("/open", create) // route: POST /open fiberapp.create
	app.Use("/api", auth)
	app.Get("/other", create) // route: GET /other fiberapp.create
	api := app.Group("/api")
	api.Post("/x", auth, create) // route: POST /api/x fiberapp.create via auth, auth
	api.Route("/y", func(r fiber.Router) {
		r.Delete("/z", create) // route: DELETE /api/y/z fiberapp.create via auth
	})
	micro := fiber.New()
	micro.Put("/m", create) // route: PUT /micro/m fiberapp.create
	app.Mount("/micro", micro)
	_ = app.Listen(":1")
}
