package vettool

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// Config describes the package to analyse, in the words of the go command.
type Config struct {
	// ID names the package, in output too.
	ID string
	// Compiler is "gc"; export data of another one is not read.
	Compiler string
	// Dir is the package's directory.
	Dir        string
	ImportPath string
	// GoVersion is the language version, "go1.26".
	GoVersion string
	// GoFiles, NonGoFiles and IgnoredFiles are absolute.
	GoFiles, NonGoFiles, IgnoredFiles []string
	// ModulePath is empty for the standard library.
	ModulePath, ModuleVersion string
	// ImportMap leads from import paths in the source to package paths.
	ImportMap map[string]string
	// PackageFile and PackageVetx lead from package paths to files with types and with facts.
	PackageFile, PackageVetx map[string]string
	// VetxOnly asks for facts alone: the package is only a dependency.
	VetxOnly bool
	// VetxOutput is where to write the facts.
	VetxOutput string
	// Stdout, when not empty, is the file to write findings to, in place of the standard output.
	Stdout string
	// FixArchive, when not empty, is the zip file to write fixed files to, in place of the files themselves.
	FixArchive string
	// SucceedOnTypecheckFailure asks to say nothing of a package that does not type-check: the compiler will.
	SucceedOnTypecheckFailure bool
}

// readConfig reads the description of a package.
func readConfig(name string) (*Config, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read package description: %w", err)
	}
	cfg := new(Config)
	if err := json.Unmarshal(data, cfg); err != nil {
		return nil, fmt.Errorf("read package description %s: %w", name, err)
	}
	if len(cfg.GoFiles) == 0 {
		return nil, fmt.Errorf("package %s has no Go files", cfg.ImportPath)
	}
	return cfg, nil
}

// path is the package path as the compiler knows it: without the test that a variant was made for.
func (c *Config) path() string {
	path, _, _ := strings.Cut(c.ImportPath, " ")
	return path
}
