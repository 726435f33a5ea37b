// Package model is what the packages around the store know of an order.
package model

import "github.com/google/uuid"

type Order struct{ ID, Status string }

// View is an order with what is around it.
type View struct{ Order Order }

// Copy gives another order with the same fields.
func (o *Order) Copy() *Order { return &Order{ID: o.ID, Status: o.Status} }

// New makes an order with an id of its own.
func New(status string) *Order { return &Order{ID: uuid.NewString(), Status: status} }

// Named makes an order with an id that is given.
func Named(id, status string) *Order { return &Order{ID: id, Status: status} }
