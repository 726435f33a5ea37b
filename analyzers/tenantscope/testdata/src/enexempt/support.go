package enexempt

import "testing"

func seed(t *testing.T, s *store) {
	s.db.Exec("DELETE FROM customers") // note `a test or a helper of tests`
}
