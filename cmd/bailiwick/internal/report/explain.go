package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// WriteExplain prints a rule's own documentation, its categories, and how to waive it.
func WriteExplain(w io.Writer, rule Rule, categories []config.Category) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, strings.TrimSpace(firstOf(rule.Doc, rule.Name+": "+rule.Summary)))
	if len(categories) > 0 {
		fmt.Fprintln(b, "\nCategories (rules."+rule.Name+".categories in the config):")
		width := 0
		for _, c := range categories {
			width = max(width, len(c.Name))
		}
		for _, c := range categories {
			fmt.Fprintf(b, "  %-*s  %s\n", width, c.Name, c.Doc)
		}
	}
	fmt.Fprintf(b, "\nTo keep a statement as it is: //bailiwick:allow %s <reason>, above it or at the end of its line.\n", rule.Name)
	if rule.URL != "" {
		fmt.Fprintln(b, rule.URL)
	}
	return b.Flush()
}
