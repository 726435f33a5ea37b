// Package ent is as much of entgo.io/ent as a schema says.
package ent

type (
	Field       interface{}
	Policy      interface{}
	Interceptor interface{}
	Mixin       interface {
		Fields() []Field
		Interceptors() []Interceptor
		Policy() Policy
	}
)

type Schema struct{}

func (Schema) Fields() []Field { return nil }

func (Schema) Mixin() []Mixin { return nil }
