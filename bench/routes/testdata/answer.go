// Command routewalk prints what gin itself knows of answer's router, one "METHOD PATTERN" a line.
package main

import (
	"fmt"
	"os"

	"github.com/apache/answer/internal/base/middleware"
	"github.com/apache/answer/internal/base/server"
	"github.com/apache/answer/internal/controller"
	"github.com/apache/answer/internal/router"
	"github.com/apache/answer/internal/service/service_config"
)

func main() {
	api := router.NewAnswerAPIRouter(
		nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil)
	plugins := router.NewPluginAPIRouter(
		&controller.ConnectorController{}, &controller.UserCenterController{}, &controller.CaptchaController{}, &controller.EmbedController{}, &controller.RenderController{}, &controller.SidebarController{})
	auth := &middleware.AuthUserMiddleware{}
	engine := server.NewHTTPServer(false, router.NewStaticRouter(&service_config.ServiceConfig{}), api, router.NewSwaggerRouter(&router.SwaggerConfig{Show: true}), router.NewUIRouter(nil, nil), auth,
		&middleware.AvatarMiddleware{}, &middleware.ShortIDMiddleware{}, router.NewTemplateRouter(nil, nil, nil, auth), plugins, &server.UI{BaseURL: "/ui", APIBaseURL: "/base"})
	for _, r := range engine.Routes() {
		fmt.Println(r.Method, r.Path)
	}
	os.Exit(0)
}
