// Package relay stands between the handlers and the rows: it has an interface of its own, and imports nothing that writes.
package relay

// Rows are kept elsewhere.
type Rows interface {
	Put(key, value string) error
	Look(key string) error
}

// Relay hands on what it is asked.
type Relay struct{ rows Rows }

// New makes a relay.
func New(rows Rows) *Relay { return &Relay{rows: rows} }

// Put hands on to what writes.
func (r *Relay) Put(key, value string) error { return r.rows.Put(key, value) }

// Look hands on to what reads.
func (r *Relay) Look(key string) error { return r.rows.Look(key) }
