package sqlread

import "strings"

// Normalize gives one spelling to texts that read alike: unquoted words in lower case, one space between
// tokens, no comments. What the text means to the readers is the same before and after.
func Normalize(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	l := lex(text)
	for i := range l.tokens {
		t := &l.tokens[i]
		if t.kind == tokEOF {
			break
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if t.kind == tokWord {
			b.WriteString(strings.ToLower(t.text))
			continue
		}
		b.WriteString(text[t.start:t.end])
	}
	return b.String()
}
