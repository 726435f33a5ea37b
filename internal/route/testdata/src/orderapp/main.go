// Command orderapp lets functions add middleware and routes to routers that they are given, in one order and in the other.
package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/labstack/echo/v4"

	"orderapp/install"
	"orderapp/mw"
	"orderapp/server"
)

func onEcho(c echo.Context) error                  { return nil }
func onChi(w http.ResponseWriter, r *http.Request) {}
func onGin(c *gin.Context)                         {}

type config struct{ auth, other bool }

func echoes(cfg config) error {
	e := echo.New()
	e.POST("/server", onEcho) // route: POST /server orderapp.onEcho via Echo

	before := e.Group("/before")
	install.Echo(before)
	before.POST("", onEcho) // route: POST /before orderapp.onEcho via Echo, Echo

	after := e.Group("/after")
	after.POST("", onEcho) // route: POST /after orderapp.onEcho via Echo passed Echo
	install.Echo(after)

	checked := e.Group("/checked")
	if err := install.Checked(checked); err != nil {
		return err
	}
	checked.POST("", onEcho) // route: POST /checked orderapp.onEcho via Echo, Echo

	late := e.Group("/late")
	late.POST("", onEcho) // route: POST /late orderapp.onEcho via Echo passed Echo
	if err := install.Checked(late); err != nil {
		return err
	}
	install.Server(e)

	some := echo.New()
	some.POST("/some", onEcho) // route: POST /some orderapp.onEcho passed Echo
	if cfg.auth {
		install.Server(some)
	}
	go some.Start(":2")
	return e.Start(":1")
}

func chis(cfg config) {
	r := chi.NewRouter()
	r.Route("/before", func(r chi.Router) {
		install.Chi(r)
		r.Post("/", onChi) // route: POST /before/ orderapp.onChi via Chi
	})
	r.Route("/after", func(r chi.Router) {
		r.Post("/", onChi) // route: POST /after/ orderapp.onChi passed Chi
		install.Chi(r)
	})
	r.Route("/some", func(r chi.Router) {
		if cfg.auth {
			install.Chi(r)
		}
		r.Post("/", onChi) // route: POST /some/ orderapp.onChi passed Chi
	})
	install.Chi(r.With())
	sub := chi.NewRouter()
	add := func() { install.Chi(sub) }
	sub.Post("/", onChi) // route: POST /closure/ orderapp.onChi passed Chi
	add()
	r.Mount("/closure", sub)
	kept := chi.NewRouter()
	again := func() { install.Chi(kept) }
	kept.Post("/", onChi) // route: POST /kept/ orderapp.onChi via Chi
	whenever(again)
	r.Mount("/kept", kept)
	_ = http.ListenAndServe(":3", r)
}

// whenever may call what it is given: the order is not known.
func whenever(f func()) { f() }

func gins(cfg config, given install.Installer) {
	r := gin.New()
	early := r.Group("/early")
	early.POST("", onGin) // route: POST /early orderapp.onGin passed Gin

	both := r.Group("/both")
	install.Gin(both)
	both.POST("", onGin) // route: POST /both orderapp.onGin via Gin passed Gin, Gin
	install.Gin(both)

	deep := r.Group("/deep")
	deep.POST("/first", onGin) // route: POST /deep/first orderapp.onGin passed Gin, Gin
	install.Deep(deep)
	deep.POST("/second", onGin) // route: POST /deep/second orderapp.onGin via Gin passed Gin

	helped := r.Group("/helped")
	routes(helped)
	install.Gin(helped)
	ahead := r.Group("/ahead")
	install.Gin(ahead)
	moreRoutes(ahead)

	roles := r.Group("/roles")
	install.Role(roles, "reader")
	roles.POST("", onGin) // route: POST /roles orderapp.onGin via Role(reader) passed Role(writer), Gin
	install.Role(roles, "writer")

	deferred := r.Group("/deferred")
	defer install.Gin(deferred)
	deferred.POST("", onGin) // route: POST /deferred orderapp.onGin passed Gin, Gin

	back := install.Back(r.Group("/back"))
	back.POST("", onGin) // route: POST /back orderapp.onGin via Gin passed Gin

	nothing := r.Group("/nothing")
	nothing.POST("", onGin) // route: POST /nothing orderapp.onGin passed Gin
	install.Nothing(nothing)

	unseen := r.Group("/unseen")
	unseen.POST("", onGin) // route: POST /unseen orderapp.onGin passed Gin
	given.Install(unseen)

	either := r.Group("/either")
	if cfg.auth {
		install.Gin(either)
	} else {
		either.Use(mw.Role("none"))
	}
	either.POST("", onGin) // route: POST /either orderapp.onGin via Gin passed Role(none), Gin; POST /either orderapp.onGin via Role(none) passed Gin, Gin

	same := r.Group("/same")
	if cfg.auth {
		same.Use(mw.Role("first"))
		install.Gin(same)
	} else {
		install.Gin(same)
	}
	same.POST("", onGin) // route: POST /same orderapp.onGin via Gin passed Role(first), Gin, Gin; POST /same orderapp.onGin via Gin, Role(first) passed Gin, Gin

	neither := r.Group("/neither")
	if cfg.auth {
		install.Gin(neither)
	} else if cfg.other {
		install.Gin(neither)
	}
	neither.POST("", onGin) // route: POST /neither orderapp.onGin passed Gin, Gin, Gin

	install.Gin(r)
	all := r.Group("/all")
	all.POST("", onGin) // route: POST /all orderapp.onGin via Gin
	go r.Run()

	other := gin.New()
	twice(other, "/one")
	twice(other, "/two")
	_ = other.Run()
}

func routes(g *gin.RouterGroup) {
	g.POST("/x", onGin) // route: POST /helped/x orderapp.onGin passed Gin, Gin
}

func moreRoutes(g *gin.RouterGroup) {
	g.POST("/x", onGin) // route: POST /ahead/x orderapp.onGin via Gin passed Gin
}

// twice registers below a path that it is given, and adds to the router afterwards: what the first call adds is in front of what the second one registers.
func twice(r *gin.Engine, path string) {
	r.POST(path, onGin) // route: POST /one orderapp.onGin passed Role(), Role(); POST /two orderapp.onGin via Role() passed Role()
	r.Use(mw.Role(""))
}

func main() {
	cfg := config{}
	go chis(cfg)
	go server.Run()
	r := gin.New()
	kept := server.NewKept(r)
	r.Use(mw.Gin)
	kept.Routes()
	go r.Run()
	go gins(cfg, install.Guarded{})
	_ = echoes(cfg)
}
