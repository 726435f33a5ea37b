// Package mw is middleware.
package mw

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

func Echo(next echo.HandlerFunc) echo.HandlerFunc { return next }
func Chi(next http.Handler) http.Handler          { return next }
func Gin(c *gin.Context)                          {}
func Role(role string) gin.HandlerFunc            { return Gin }
