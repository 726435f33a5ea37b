// Package fx is what the cases need of go.uber.org/fx.
package fx

type Option interface{ apply() }

type Annotation interface{ annotate() }

type App struct{}

func New(opts ...Option) *App                                { return nil }
func (app *App) Run()                                        {}
func Provide(constructors ...interface{}) Option             { return nil }
func Invoke(funcs ...interface{}) Option                     { return nil }
func Supply(values ...interface{}) Option                    { return nil }
func Module(name string, opts ...Option) Option              { return nil }
func Annotate(t interface{}, anns ...Annotation) interface{} { return t }
func As(interfaces ...interface{}) Annotation                { return nil }
