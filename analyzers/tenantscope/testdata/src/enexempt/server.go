package enexempt

import "net/http/httptest"

func serve(s *store) *httptest.Server {
	s.db.Exec("DELETE FROM customers") // note `a test or a helper of tests`
	return httptest.NewServer(nil)
}
