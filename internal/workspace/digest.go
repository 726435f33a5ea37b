package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// digest takes the hash of the meaning of config and catalog and of the text of queries. A comment in a migration changes none of them: a new
// digest is a cold run of everything under go vet, so only what a verdict can depend on goes in.
func digest(w *Workspace, s *scan) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "config %s\n", w.Config.Digest())
	if err := digestCatalog(h, w.Catalog); err != nil {
		return "", err
	}
	for _, m := range w.Modules {
		fmt.Fprintf(h, "module %q\n", m.Path)
	}
	if err := digestSQL(h, w, s); err != nil {
		return "", err
	}
	if w.Config.Baseline != "" {
		// Its entries hold findings back in every driver.
		for _, f := range s.files {
			if f.name == w.Config.Resolve(w.Config.Baseline) {
				fmt.Fprintf(h, "baseline %x\n", f.sum)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// digestSQL hashes the SQL files that the catalog was not built from, and those that hold queries too: a program may embed them, or have
// code generated from them. Their text counts as it stands, comments too, since those may be waivers.
func digestSQL(h io.Writer, w *Workspace, s *scan) error {
	schema := inputs(w)
	for _, f := range s.files {
		if isSqlcConfig(f.rel) {
			// It says where the queries are that a message names.
			fmt.Fprintf(h, "sqlc %q %x\n", f.rel, f.sum)
		}
		if filepath.Ext(f.rel) != ".sql" {
			continue
		}
		if schema[f.rel] {
			text, err := os.ReadFile(f.name)
			if err != nil {
				return fmt.Errorf("digest: %w", err)
			}
			if !holdsQueries(text) {
				continue
			}
		}
		fmt.Fprintf(h, "sql %q %x\n", f.rel, f.sum)
	}
	return nil
}

// digestCatalog hashes what the catalog knows of the tables, without where and why it knows it.
func digestCatalog(h io.Writer, c *catalog.Catalog) error {
	sum, err := codec().Digest(contentOf(c), func(f reflect.StructField) bool {
		switch f.Type {
		case reflect.TypeFor[sqlread.Span](), reflect.TypeFor[catalog.Source](), reflect.TypeFor[[]catalog.Source]():
			return true
		}
		return f.Name == "Why" || f.Name == "Problems" || f.Name == "Inputs"
	})
	if err != nil {
		return fmt.Errorf("digest of the catalog: %w", err)
	}
	fmt.Fprintf(h, "catalog %x\n", sum)
	return nil
}
