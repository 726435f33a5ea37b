// Package wired binds the store.
package wired

import (
	"en05parent/api"
	"en05parent/store"
)

func New(s *store.Store) *api.API { return &api.API{Store: s, Any: s} }
