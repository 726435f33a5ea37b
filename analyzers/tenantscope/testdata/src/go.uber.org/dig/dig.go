// Package dig is what the cases need of go.uber.org/dig.
package dig

type Container struct{}

type Option interface{ applyOption() }

type ProvideOption interface{ applyProvideOption() }

type InvokeOption interface{ applyInvokeOption() }

func New(opts ...Option) *Container                                                { return nil }
func (c *Container) Provide(constructor interface{}, opts ...ProvideOption) error  { return nil }
func (c *Container) Invoke(function interface{}, opts ...InvokeOption) (err error) { return nil }
func As(i ...interface{}) ProvideOption                                            { return nil }
