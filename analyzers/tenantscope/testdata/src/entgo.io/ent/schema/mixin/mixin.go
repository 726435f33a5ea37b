package mixin

import "entgo.io/ent"

type Schema struct{}

func (Schema) Fields() []ent.Field { return nil }

func (Schema) Interceptors() []ent.Interceptor { return nil }

func (Schema) Policy() ent.Policy { return nil }
