package site

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/diagnostic"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// A rule package exports an analyzer for drivers that are not ours, which know it by its variable and its flags alone: nogo, a checker of the
// user's own. There, every option is a flag.

// Settings are those of the flags, with paths that start from a directory; nil for none. They are asked for when the first package is analysed.
type Settings = func(dir string) (*config.File, error)

// Source finds workspaces.
type Source func(Settings) func(*analysis.Pass) (*workspace.Workspace, error)

// Standalone returns the sites of such an analyzer, and what declares its flags.
func Standalone(rule string, source Source) (*Sites, func(*analysis.Analyzer)) {
	settings := &config.Settings{Source: "the flags of " + rule}
	s := New(Options{
		Workspace: source(settings.File),
		Report:    diagnostic.Options{Absent: true},
	})
	return s, func(a *analysis.Analyzer) {
		for _, key := range config.Leaves() {
			if name := FlagName(rule, key); name != "" && a.Flags.Lookup(name) == nil {
				a.Flags.Var(setting{settings, key}, name, "the key "+key+" of "+config.FileName+": text, a list with commas, or YAML")
			}
		}
	}
}

// FlagName is the flag that stands for a key of the config at a rule's analyzer: the key itself, without the name of the rule's own block. It is empty for
// the blocks of other rules, and for the build tags, which are the driver's.
func FlagName(rule, key string) string {
	if key == "tags" {
		return ""
	}
	rest, ok := strings.CutPrefix(key, "rules.")
	if !ok {
		return key
	}
	name, ok := strings.CutPrefix(rest, rule+".")
	if !ok {
		return ""
	}
	return name
}

// setting is a flag that stands for a key.
type setting struct {
	settings *config.Settings
	key      string
}

var _ flag.Value = setting{}

// String implements flag.Value. An absent key has no value here.
func (s setting) String() string { return "" }

// Set implements flag.Value.
func (s setting) Set(text string) error { return s.settings.Set(s.key, text) }

// Disk finds workspaces by walking up from the directory of each package. Files are read once in the life of the analyzer: it is meant for drivers whose
// process is one run.
func Disk() Source {
	return func(settings Settings) func(*analysis.Pass) (*workspace.Workspace, error) {
		cache := sync.OnceValues(func() (*workspace.Cache, error) {
			home, err := os.Getwd()
			if err != nil {
				return nil, fmt.Errorf("find the workspace: %w", err)
			}
			set, err := settings(home)
			if err != nil {
				return nil, err
			}
			return workspace.NewCache(workspace.Options{Home: home, Settings: set})
		})
		return func(pass *analysis.Pass) (*workspace.Workspace, error) {
			if err := absolute(pass); err != nil {
				return nil, err
			}
			c, err := cache()
			if err != nil {
				return nil, err
			}
			return c.ForAnyPass(pass)
		}
	}
}

// absolute refuses a package whose files have relative names: nothing would be found there, and no finding would look like no fault.
func absolute(pass *analysis.Pass) error {
	if len(pass.Files) == 0 {
		return nil
	}
	if name := pass.Fset.Position(pass.Files[0].Package).Filename; !filepath.IsAbs(name) {
		return fmt.Errorf("%s is no absolute name: in a sandbox config and schema cannot be read; embed them, see bailiwick nogo", name)
	}
	return nil
}

// Embedded finds workspaces in a text that workspace.Freeze has written.
func Embedded(text string) Source {
	return func(settings Settings) func(*analysis.Pass) (*workspace.Workspace, error) {
		return workspace.NewFrozen(text, settings).ForPass
	}
}
