// Package fiber has the signatures of github.com/gofiber/fiber/v2 that the tests use.
package fiber

type Ctx struct{}
type Handler = func(*Ctx) error
type App struct{}
type Group struct{}

type Router interface {
	Use(args ...interface{}) Router
	Group(prefix string, handlers ...Handler) Router
	Route(prefix string, fn func(router Router), name ...string) Router
	Mount(prefix string, fiber *App) Router
	All(path string, handlers ...Handler) Router
	Add(method, path string, handlers ...Handler) Router
	Get(path string, handlers ...Handler) Router
	Head(path string, handlers ...Handler) Router
	Post(path string, handlers ...Handler) Router
	Put(path string, handlers ...Handler) Router
	Patch(path string, handlers ...Handler) Router
	Delete(path string, handlers ...Handler) Router
	Connect(path string, handlers ...Handler) Router
	Options(path string, handlers ...Handler) Router
	Trace(path string, handlers ...Handler) Router
}

func New() *App { return &App{} }

func (a *App) Listen(addr string) error                                             { return nil }
func (a *App) Use(args ...interface{}) Router                                       { return a }
func (a *App) Group(prefix string, handlers ...Handler) Router                      { return a }
func (a *App) Route(prefix string, fn func(router Router), name ...string) Router   { return a }
func (a *App) Mount(prefix string, fiber *App) Router                               { return a }
func (a *App) All(path string, handlers ...Handler) Router                          { return a }
func (a *App) Add(method, path string, handlers ...Handler) Router                  { return a }
func (a *App) Get(path string, handlers ...Handler) Router                          { return a }
func (a *App) Head(path string, handlers ...Handler) Router                         { return a }
func (a *App) Post(path string, handlers ...Handler) Router                         { return a }
func (a *App) Put(path string, handlers ...Handler) Router                          { return a }
func (a *App) Patch(path string, handlers ...Handler) Router                        { return a }
func (a *App) Delete(path string, handlers ...Handler) Router                       { return a }
func (a *App) Connect(path string, handlers ...Handler) Router                      { return a }
func (a *App) Options(path string, handlers ...Handler) Router                      { return a }
func (a *App) Trace(path string, handlers ...Handler) Router                        { return a }
func (a *Group) Use(args ...interface{}) Router                                     { return a }
func (a *Group) Group(prefix string, handlers ...Handler) Router                    { return a }
func (a *Group) Route(prefix string, fn func(router Router), name ...string) Router { return a }
func (a *Group) Mount(prefix string, fiber *App) Router                             { return a }
func (a *Group) All(path string, handlers ...Handler) Router                        { return a }
func (a *Group) Add(method, path string, handlers ...Handler) Router                { return a }
func (a *Group) Get(path string, handlers ...Handler) Router                        { return a }
func (a *Group) Head(path string, handlers ...Handler) Router                       { return a }
func (a *Group) Post(path string, handlers ...Handler) Router                       { return a }
func (a *Group) Put(path string, handlers ...Handler) Router                        { return a }
func (a *Group) Patch(path string, handlers ...Handler) Router                      { return a }
func (a *Group) Delete(path string, handlers ...Handler) Router                     { return a }
func (a *Group) Connect(path string, handlers ...Handler) Router                    { return a }
func (a *Group) Options(path string, handlers ...Handler) Router                    { return a }
func (a *Group) Trace(path string, handlers ...Handler) Router                      { return a }
