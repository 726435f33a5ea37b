package report

import (
	"os"

	"github.com/fatih/color"
	"github.com/mattn/go-isatty"
)

// UseColor reports whether output to the file should be painted: on a terminal that can, unless the user asked for none (https://no-color.org).
func UseColor(f *os.File) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && IsTerminal(f)
}

// IsTerminal reports whether somebody watches the file being written.
func IsTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// palette paints the parts of a text report. Without colour every function returns its text.
type palette struct {
	bad, note, strong, place, dim func(string) string
}

func newPalette(on bool) palette {
	painter := func(attributes ...color.Attribute) func(string) string {
		c := color.New(attributes...)
		// Each colour decides for itself: the library's own switch is one for the whole process.
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return func(s string) string {
			if s == "" {
				return ""
			}
			return c.Sprint(s)
		}
	}
	return palette{
		bad: painter(color.FgRed, color.Bold), note: painter(color.FgYellow), strong: painter(color.Bold),
		place: painter(color.FgCyan), dim: painter(color.Faint),
	}
}
