package docgen

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

const configIntro = `<!-- Generated from internal/config by internal/docgen. Do not edit. -->

# Configuration

Without a config the suite infers what it needs and says what it assumed. ` + "`bailiwick init`" + ` writes that as a config to review.

The config is ` + "`" + config.FileName + "`" + `, found by walking up from the analysed package, at most to the root of the repository. Paths in it are relative to it. Every key is
optional. An unknown key, a value of the wrong kind, or a path that does not exist is an error that names file, line and key, with exit code 2.

Editors complete and check the file with the [schema](bailiwick.schema.json):

` + "```yaml\n# yaml-language-server: $schema=" + config.SchemaURL + "\n```" + `

An example:

` + "```yaml" + `
tenant:
  columns: [tenant_id]
  principal: [example.com/app/auth.TenantID]
tables:
  countries: {global: true, reason: the same for everybody}
queries:
  - func: (*example.com/app/db.Store).One
    op: query
    sql: 1
    args: args
rules:
  tenantscope:
    categories: {wider-key: warning}
exclude: ["tools/**"]
` + "```" + `

## Keys

| key | type | default | |
|---|---|---|---|
`

// configPage documents every key of the config.
func configPage() (string, error) {
	keys, err := config.Keys()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(configIntro)
	for _, k := range keys {
		b.WriteString(row(k))
	}
	return b.String(), nil
}

// row is a key's line in a table.
func row(k config.KeyDoc) string {
	kind := k.Type
	if len(k.Values) > 0 {
		values := make([]string, len(k.Values))
		for i, v := range k.Values {
			values[i] = "`" + v + "`"
		}
		kind = strings.Join(values, ", ")
	}
	fallback := ""
	if k.Default != "" {
		fallback = "`" + k.Default + "`"
	}
	// "columns are the names": the key stands beside it already, and the sentence reads on without it.
	name := k.Key[strings.LastIndex(k.Key, ".")+1:]
	doc := strings.TrimPrefix(k.Doc, name+" ")
	return fmt.Sprintf("| `%s` | %s | %s | %s |\n", k.Key, kind, fallback, strings.ReplaceAll(doc, "|", `\|`))
}
