// Package fault has the errors of the application.
package fault

type Invalid struct{ err error }

func (e *Invalid) Error() string { return e.err.Error() }

// New makes an error.
func New(err error) error { return &Invalid{err} }

// Wrap gives an error for an error.
func Wrap(err error) error {
	if err == nil {
		return nil
	}
	return New(err)
}

// Soften gives one only sometimes.
func Soften(err error) error {
	if err == nil || err.Error() == "" {
		return nil
	}
	return New(err)
}
