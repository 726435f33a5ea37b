// Package mw runs middleware that is kept in a list.
package mw

import "github.com/labstack/echo/v4"

// Info is what a route says of itself.
type Info struct{ Operation string }

// Func makes a middleware for a route.
type Func func(*Info) echo.HandlerFunc

// Chain runs what it was given, one after another.
type Chain struct{ list []Func }

// New makes a chain.
func New() *Chain { return &Chain{list: make([]Func, 0)} }

// Use adds to the chain.
func (c *Chain) Use(f Func) { c.list = append(c.list, f) }

// Middleware is the chain as one middleware.
func (c *Chain) Middleware() (echo.MiddlewareFunc, error) {
	f := func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(ctx echo.Context) error {
			info := &Info{}
			for _, make := range c.list {
				if err := make(info)(ctx); err != nil {
					return err
				}
			}
			return next(ctx)
		}
	}
	return f, nil
}

// Loose is a chain whose refusals are dropped.
type Loose struct{ list []echo.HandlerFunc }

// Use adds to the chain.
func (c *Loose) Use(f echo.HandlerFunc) { c.list = append(c.list, f) }

// Middleware is the chain as one middleware.
func (c *Loose) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ctx echo.Context) error {
		for _, f := range c.list {
			_ = f(ctx)
		}
		return next(ctx)
	}
}

// Strict is a chain whose refusals count.
type Strict struct{ list []echo.HandlerFunc }

// Use adds to the chain.
func (c *Strict) Use(f echo.HandlerFunc) { c.list = append(c.list, f) }

// Middleware is the chain as one middleware.
func (c *Strict) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ctx echo.Context) error {
		for _, f := range c.list {
			if err := f(ctx); err != nil {
				return err
			}
		}
		return next(ctx)
	}
}

// Stern is another chain whose refusals count.
type Stern struct{ list []echo.HandlerFunc }

// Use adds to the chain.
func (c *Stern) Use(f echo.HandlerFunc) { c.list = append(c.list, f) }

// Middleware is the chain as one middleware.
func (c *Stern) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ctx echo.Context) error {
		for _, f := range c.list {
			if err := f(ctx); err != nil {
				return err
			}
		}
		return next(ctx)
	}
}

// Partial is another chain whose refusals count.
type Partial struct{ list []echo.HandlerFunc }

// Use adds to the chain.
func (c *Partial) Use(f echo.HandlerFunc) { c.list = append(c.list, f) }

// Middleware is the chain as one middleware.
func (c *Partial) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ctx echo.Context) error {
		for _, f := range c.list {
			if err := f(ctx); err != nil {
				return err
			}
		}
		return next(ctx)
	}
}

// Quiet is another chain whose refusals count.
type Quiet struct{ list []echo.HandlerFunc }

// Use adds to the chain.
func (c *Quiet) Use(f echo.HandlerFunc) { c.list = append(c.list, f) }

// Middleware is the chain as one middleware.
func (c *Quiet) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ctx echo.Context) error {
		for _, f := range c.list {
			if err := f(ctx); err != nil {
				return err
			}
		}
		return next(ctx)
	}
}
