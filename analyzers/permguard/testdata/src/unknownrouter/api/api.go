// Package api registers on a router that no table knows in this version.
package api

import "github.com/labstack/echo"

func Serve() error {
	e := echo.New()
	e.POST("/orders", func(echo.Context) error { return nil })
	return e.Start(":1")
}
