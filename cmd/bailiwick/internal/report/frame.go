package report

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// splitLines splits at any line end and drops it.
func splitLines(text string) []string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSuffix(l, "\r")
	}
	return lines
}

// cutFrame prepares a line for a code frame: the text, cut to width characters around the column, and the blanks that bring a caret under the column. Tabs
// become four blanks so that both lines agree whatever the terminal does. Characters count one column each: the caret is a little left under East Asian text.
func cutFrame(line string, column, width int) (code, caret string) {
	before := line[:clamp(column-1, len(line))]
	head, rest := []rune(expandTabs(before)), []rune(expandTabs(line[len(before):]))
	if width < 20 {
		width = 20
	}
	prefix, suffix := "", ""
	// A third of the width is kept in front of the caret: what follows it is the call.
	if keep := width / 3; len(head)+len(rest) > width && len(head) > keep {
		head = head[len(head)-keep:]
		prefix = "…"
	}
	if room := width - len(head); len(rest) > room {
		rest = rest[:room]
		suffix = "…"
	}
	return prefix + string(head) + string(rest) + suffix, strings.Repeat(" ", utf8.RuneCountInString(prefix)+len(head))
}

func expandTabs(s string) string { return strings.ReplaceAll(s, "\t", "    ") }

func clamp(n, limit int) int { return max(0, min(n, limit)) }

// utf16Column turns a column in bytes into one in UTF-16 code units, which is what SARIF viewers count.
func utf16Column(line string, column int) int {
	units := 1
	for _, r := range line[:clamp(column-1, len(line))] {
		if n := utf16.RuneLen(r); n > 0 {
			units += n
		} else {
			units++ // an invalid byte is shown as one replacement character
		}
	}
	return units
}
