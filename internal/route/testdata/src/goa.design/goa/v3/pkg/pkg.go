// Package goa has the types of goa.design/goa/v3/pkg that the tests use.
package goa

import "context"

type Endpoint func(ctx context.Context, request any) (response any, err error)
