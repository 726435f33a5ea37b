package nearest

import "testing"

func TestWord(t *testing.T) {
	keys := []string{"tenant", "tables", "tags", "tests", "no-return", "unresolved"}
	for _, tc := range []struct{ name, word, want string }{
		{"swapped letters", "tennat", "tenant"},
		{"missing letter", "tenat", "tenant"},
		{"underscore for dash", "no_return", "no-return"},
		{"case", "Tables", "tables"},
		{"plural", "tag", "tags"},
		{"one letter more", "tess", "tests"},
		{"nothing near", "database", ""},
		{"short and unlike", "x", ""},
		{"empty", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Word(tc.word, keys); got != tc.want {
				t.Errorf("Word(%q) = %q, want %q", tc.word, got, tc.want)
			}
		})
	}
}

func TestWordPrefersTheFirstOfEquallyNear(t *testing.T) {
	if got := Word("ac", []string{"ab", "ad"}); got != "ab" {
		t.Errorf("got %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"kitten", "sitting", 3}, {"ab", "ba", 1}, {"tennat", "tenant", 1}, {"größe", "grösse", 2},
	} {
		if got := distance(tc.a, tc.b); got != tc.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tc.a, tc.b, got, tc.want)
		}
		if got := distance(tc.b, tc.a); got != tc.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tc.b, tc.a, got, tc.want)
		}
	}
}

func TestHint(t *testing.T) {
	if got := Hint("tenat", []string{"tenant"}); got != `; did you mean "tenant"?` {
		t.Errorf("near: %q", got)
	}
	if got := Hint("zzz", []string{"a1", "b1"}); got != "; valid: a1, b1" {
		t.Errorf("far: %q", got)
	}
}
