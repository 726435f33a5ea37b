// Package humagin has the signatures of huma's adapter for gin that the tests use.
package humagin

import (
	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
)

func NewWithGroup(r *gin.Engine, g *gin.RouterGroup, config huma.Config) huma.API { return nil }
