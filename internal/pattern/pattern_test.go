package pattern_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/pattern"
)

// What is remembered answers as the expression does: for texts that are too long to be kept, beyond what is kept, and from several goroutines.
func TestMatchStringRemembers(t *testing.T) {
	t.Parallel()
	p := pattern.New(`^a.*z$`)
	long := "a" + strings.Repeat("b", 100) + "z"
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 2 {
				for i := range 10_000 {
					if !p.MatchString("a"+strconv.Itoa(i)+"z") || p.MatchString("b"+strconv.Itoa(i)+"z") {
						t.Error("a wrong answer for", i)
						return
					}
				}
				if !p.MatchString(long) || p.MatchString(long+"b") {
					t.Error("a wrong answer for a long text")
				}
			}
		})
	}
	group.Wait()
	require.Equal(t, "a1z", p.FindString("a1z"))
}
