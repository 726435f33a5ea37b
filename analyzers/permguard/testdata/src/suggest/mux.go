package main

import "net/http"

func around(a *api) {
	mux := http.NewServeMux()
	mux.Handle("POST /asked", a.require("admin")(http.HandlerFunc(a.note)))
	mux.Handle("POST /open", http.HandlerFunc(a.note))
	mux.HandleFunc("POST /func", a.note)
	_ = http.ListenAndServe(":8081", mux)
}
