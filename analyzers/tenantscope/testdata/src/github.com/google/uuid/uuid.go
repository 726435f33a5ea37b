// Package uuid is what the cases need of github.com/google/uuid.
package uuid

type UUID [16]byte

var Nil UUID

func New() UUID                    { return UUID{} }
func NewString() string            { return "" }
func Parse(s string) (UUID, error) { return UUID{}, nil }
func MustParse(s string) UUID      { return UUID{} }
func (uuid UUID) String() string   { return "" }
