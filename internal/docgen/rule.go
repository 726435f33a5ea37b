package docgen

import (
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// packageComment is the text of a file's package comment.
func packageComment(path string) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	return f.Doc.Text(), nil
}

// rulePage is a rule's page: what the package comment says below its heading, the examples, the options and how to keep a statement.
func rulePage(r rule) (string, error) {
	summary, body, err := splitDoc(r)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<!-- Generated from analyzers/%s by internal/docgen. Do not edit. -->\n\n# %s\n\n", r.name, r.name)
	fmt.Fprintf(&b, "%s%s.\n\n", strings.ToUpper(summary[:1]), summary[1:])
	b.WriteString(markdown(body))
	examples, err := examplesOf(r)
	if err != nil {
		return "", err
	}
	b.WriteString(examples)
	if err := options(&b, r.name); err != nil {
		return "", err
	}
	categories(&b, r.name)
	keeping(&b, r.name)
	return b.String(), nil
}

// splitDoc cuts the package comment into the summary behind "<name>: " and the text below it.
func splitDoc(r rule) (summary, body string, err error) {
	_, text, _ := strings.Cut(r.doc, "# Analyzer "+r.name+"\n")
	first, body, _ := strings.Cut(strings.TrimSpace(text), "\n")
	summary, ok := strings.CutPrefix(first, r.name+": ")
	if !ok || summary == "" {
		return "", "", fmt.Errorf("the first line below the heading must be %q and a summary, got %q", r.name+": ", first)
	}
	return summary, strings.TrimSpace(body), nil
}

// markdown renders a doc comment.
func markdown(text string) string {
	var p comment.Parser
	pr := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}
	// Its code blocks are indented; fences say that they are Go.
	var out strings.Builder
	in := false
	for line := range strings.Lines(string(pr.Markdown(p.Parse(text)))) {
		code := strings.HasPrefix(line, "\t")
		if code != in && strings.TrimSpace(line) != "" {
			out.WriteString("```" + map[bool]string{true: "go"}[code] + "\n")
			if !code {
				out.WriteByte('\n')
			}
			in = code
		}
		if in && strings.TrimSpace(line) == "" {
			continue
		}
		out.WriteString(strings.TrimPrefix(line, "\t"))
	}
	if in {
		out.WriteString("```\n")
	}
	return strings.TrimRight(out.String(), "\n") + "\n\n"
}

func options(b *strings.Builder, name string) error {
	keys, err := config.Keys()
	if err != nil {
		return err
	}
	prefix := "rules." + name + "."
	b.WriteString("## Options\n\n| key | type | default | |\n|---|---|---|---|\n")
	for _, k := range keys {
		if strings.HasPrefix(k.Key, prefix) {
			b.WriteString(row(k))
		}
	}
	b.WriteString("\nThe whole config: [configuration](../configuration.md).\n\n")
	return nil
}

func categories(b *strings.Builder, name string) {
	list := config.Categories(name)
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "## Categories\n\nEach can be given a severity of its own under `rules.%s.categories`.\n\n| category | what it holds | to mend it |\n|---|---|---|\n", name)
	for _, c := range list {
		// Editors and code scanning link here.
		fmt.Fprintf(b, "| <a id=%q></a>`%s` | %s | %s |\n", c.Name, c.Name, c.Doc, c.Mend)
	}
	b.WriteByte('\n')
}

func keeping(b *strings.Builder, name string) {
	fmt.Fprintf(b, "## Keeping a statement as it is\n\n```go\n//bailiwick:allow %s(%s) expiry sweep; hourly worker, bounded by expires_at\n```\n\n", name, waiver.ClaimBackground)
	b.WriteString("above the statement or at the end of its line; in SQL the same behind `--`. The reason is mandatory. The claim in parentheses may be left out; where it\n")
	b.WriteString("stands, the rule checks it as far as the code shows it. Claims: ")
	for i, c := range waiver.Claims() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("`" + c + "`")
	}
	fmt.Fprintf(b, ".\nA waiver that excuses nothing is a finding. `//nolint:%s // reason` is honoured too.\n", name)
}
