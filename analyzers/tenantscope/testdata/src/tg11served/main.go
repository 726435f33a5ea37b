// Program tg11served serves handlers that bind what the request says: what stands before each of them decides.
package main

import (
	"database/sql"
	"net/http"

	"github.com/go-chi/chi/v5"

	"tg11served/api"
	"tg11served/member"
	"tg11served/mid"
	"tg11served/store"
)

func main() {
	var db *sql.DB
	a := api.New(db, &store.Orders{DB: db}, &store.Orders{DB: db})
	m := mid.New(&member.Rows{DB: db})
	r := chi.NewRouter()
	r.Use(mid.Logged, mid.Authenticated)
	r.Get("/open/{tenant}/orders", a.Path)
	r.Get("/open/{tenant}/named", a.Named)
	r.Get("/open/{tenant}/handed", a.Handed)
	r.Get("/open/{tenant}/static", a.Static)
	r.Get("/open/{tenant}/interface", a.Interface)
	r.Get("/open/{tenant}/closure", a.Closure())
	r.Get("/open/header", a.Header)
	r.Get("/open/query", a.Query)
	r.Get("/open/form", a.Form)
	r.Get("/open/{tenant}/once", a.OnceOpen)
	r.Get("/open/{tenant}/asked", a.Asked)
	r.Get("/open/{tenant}/member", a.Member)
	r.Get("/open/{tenant}/checked", a.Checked)
	r.With(mid.OtherParameter).Get("/other/{tenant}/orders", a.OtherName)
	r.With(mid.ComparesHeader).Get("/elsewhere/{tenant}/orders", a.HeldAgainstHeader)
	r.With(mid.GoesOn).Get("/on/{tenant}/orders", a.GoneOn)
	r.With(mid.Unless).Get("/unless/{tenant}/orders", a.Unless)
	r.With(mid.Path).Get("/form", a.FormBehindPath)
	r.With(mid.Query).Get("/form/query", a.FormBehindQuery)
	r.Route("/t/{tenant}", func(r chi.Router) {
		r.Use(mid.Path)
		r.Get("/orders", a.PathCompared)
		r.Get("/static", a.StaticCompared)
		r.Get("/interface", a.InterfaceCompared)
		r.Get("/closure", a.ClosureCompared())
		r.Get("/once", a.OnceOpen)
	})
	r.With(mid.PathIfAny).Get("/any/{tenant}/orders", a.PathIfAny)
	r.With(mid.Header).Get("/header", a.HeaderCompared)
	r.With(mid.Query).Get("/query", a.QueryCompared)
	r.With(mid.Helper).Get("/helper/{tenant}", a.HelperCompared)
	r.With(mid.Known).Get("/known/{tenant}", a.KnownCompared)
	r.With(mid.Gone).Get("/gone/{tenant}", a.GoneCompared)
	r.With(mid.Given).Get("/given/{tenant}", a.GivenCompared)
	r.With(m.Membership).Get("/member/{tenant}", a.MembershipChecked)
	r.With(m.MembershipInPlace).Get("/place/{tenant}", a.MembershipInPlace)
	r.With(m.OthersMembership).Get("/others/{tenant}", a.OthersMembership)
	_ = http.ListenAndServe(":8080", r)
}
