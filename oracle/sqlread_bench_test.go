package oracle_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// BenchmarkRead is the cost of a statement, over the statements of our own.
func BenchmarkRead(b *testing.B) {
	var texts []string
	size := 0
	for _, d := range []placeholder.Dialect{placeholder.Postgres, placeholder.MySQL} {
		for _, s := range shapes(b, d) {
			texts = append(texts, s.SQL)
			size += len(s.SQL)
		}
	}
	require.NotEmpty(b, texts)
	b.SetBytes(int64(size / len(texts)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		sqlread.Read(texts[i%len(texts)])
	}
}
