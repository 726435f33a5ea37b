package vettool_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/vettool"
)

// The test binary is the vettool: the go command starts it again with the protocol's arguments.
func TestMain(m *testing.M) {
	if args := os.Args[1:]; vettool.Asked(args) {
		os.Exit(vettool.Main(args, toys(), os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// toys are the analyzers under test. Files in the analysed program make them misbehave, as a config of the user's would.
func toys() vettool.Options {
	log := os.Getenv("TOY_LOG")
	depth := runnertest.DepthAnalyzer()
	run := depth.Run
	depth.Run = func(pass *analysis.Pass) (any, error) {
		appendLine(log, "run "+pass.Pkg.Path())
		if config, err := os.ReadFile(filepath.Join(filepath.Dir(pass.Fset.File(pass.Files[0].Pos()).Name()), "toy.conf")); err == nil {
			return nil, fmt.Errorf("bad config %q", config)
		}
		return run(pass)
	}
	broken := &analysis.Analyzer{Name: "toybroken", Doc: "log broken imports", Requires: []*analysis.Analyzer{runner.Broken}, Run: func(pass *analysis.Pass) (any, error) {
		for _, path := range pass.ResultOf[runner.Broken].(*runner.BrokenImports).Paths() {
			appendLine(log, pass.Pkg.Path()+" lacks "+path)
		}
		return nil, nil
	}}
	return vettool.Options{
		Name: "bailiwick",
		Analyzers: func() []*analysis.Analyzer {
			return []*analysis.Analyzer{broken, depth, runnertest.SSAAnalyzer(), runnertest.Faulty("toyfault", func(*analysis.Pass) error { panic("impossible state") })}
		},
		Owns: func(dir, module string) bool { return module == "example.com/chain" },
		Digest: func(dir string) (string, error) {
			data, err := os.ReadFile(filepath.Join(dir, "schema.sql"))
			if strings.HasPrefix(string(data), "broken") {
				return "", errors.New("schema.sql cannot be read")
			}
			if errors.Is(err, os.ErrNotExist) {
				return "", nil
			}
			return string(data), err
		},
	}
}

func appendLine(name, line string) {
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		fmt.Fprintln(f, line)
		f.Close()
	}
}

// project is a program that go vet is run over.
type project struct {
	t   *testing.T
	dir string
	log string
}

// newProject unpacks the program in a directory of its own. The build cache is the user's: its keys hold the directory and the
// identity of this test binary, so that one run's results are not another's.
func newProject(t *testing.T, more string) *project {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the go command")
	}
	dir := runnertest.Write(t, runnertest.Chain)
	runnertest.Update(t, dir, more)
	return &project{t, dir, filepath.Join(t.TempDir(), "log")}
}

// vet runs go vet and returns its exit code and what it printed.
func (p *project) vet(args ...string) (code int, stdout, stderr string) {
	p.t.Helper()
	tool, err := os.Executable()
	require.NoError(p.t, err)
	all := append([]string{"vet", "-vettool=" + tool}, args...)
	if len(args) > 0 && args[0] == "-C" { // must come first
		all = append([]string{"vet", "-C", args[1], "-vettool=" + tool}, args[2:]...)
	}
	cmd := exec.Command("go", all...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "TOY_LOG="+p.log, "GOFLAGS=-mod=mod", "GOWORK=off")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		require.NoError(p.t, err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// runs returns which packages were analysed since the last call, in any order.
func (p *project) runs() []string {
	p.t.Helper()
	data, err := os.ReadFile(p.log)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	require.NoError(p.t, err)
	require.NoError(p.t, os.Remove(p.log))
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

func TestFindings(t *testing.T) {
	p := newProject(t, "")
	code, stdout, stderr := p.vet("./a", "./b", "./d", "./e")
	require.Equal(t, 1, code)
	require.Empty(t, stdout)
	for _, want := range []string{
		"a/a.go:9:6: depth 2 [example.com/chain/b]\n",
		"a/a.go:9:1: \tdeclared here\n",
		"b/b.go:7:6: depth 1 [example.com/chain/c]\n",
		"b/b.go:7:26: call of Danger\n",
		"b/b_test.go:5:6: depth 1 [example.com/chain/c]\n",
		"d/d.go:3:6: depth 0 []\n",
		"e/e_test.go:9:6: depth 2 [example.com/chain/b]\n",
	} {
		require.Contains(t, stderr, want)
	}
	require.NotContains(t, stderr, "c/c.go", "c was not named: it is analysed for its facts only")
	for _, run := range p.runs() {
		require.Contains(t, run, "run example.com/chain/", "nothing runs over libraries, and nothing is broken")
	}

	again, _, second := p.vet("./a", "./b", "./d", "./e")
	require.Equal(t, 1, again, "findings are kept")
	require.ElementsMatch(t, strings.Split(stderr, "\n"), strings.Split(second, "\n"))
	require.Empty(t, p.runs(), "and nothing ran again")
}

func TestChooseRulesAndSetFlags(t *testing.T) {
	p := newProject(t, "")
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"all", nil, "call of Danger|depth 1 [example.com/chain/c]"},
		{"one chosen", []string{"-toyssa"}, "call of Danger"},
		{"one refused", []string{"-toyssa=false"}, "depth 1 [example.com/chain/c]"},
		{"a rule's own flag", []string{"-toydepth", "-toydepth.loud"}, "DEPTH 1 [EXAMPLE.COM/CHAIN/C]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, _, stderr := p.vet(append(tt.args, "./b")...)
			require.Equal(t, 1, code)
			var got []string
			for _, line := range strings.Split(stderr, "\n") {
				if strings.Contains(line, "b.go:") && !strings.Contains(line, "declared here") {
					got = append(got, line[strings.Index(line, ": ")+2:])
				}
			}
			slices.Sort(got) // the go command prints what it decoded, and ranges over a map of the rules
			require.Equal(t, tt.want, strings.Join(got, "|"))
		})
	}
	code, _, stderr := p.vet("-nosuchrule", "./b")
	require.Equal(t, 2, code)
	require.Contains(t, stderr, "flag provided but not defined: -nosuchrule")
}

func TestJSON(t *testing.T) {
	p := newProject(t, "")
	code, stdout, _ := p.vet("-json", "./b")
	require.Zero(t, code, "as for every vet tool")
	var tree map[string]map[string][]map[string]any
	require.NoError(t, json.Unmarshal([]byte(stdout), &tree))
	findings := tree["example.com/chain/b"]
	require.Len(t, findings["toyssa"], 1)
	require.Len(t, findings["toydepth"], 2, "one of them in the test file")
	first := findings["toydepth"][0]
	require.Equal(t, "depth", first["category"])
	require.Equal(t, filepath.Join(p.dir, "b", "b.go")+":7:6", first["posn"])
	require.Equal(t, filepath.Join(p.dir, "b", "b.go")+":7:13", first["end"])
	require.Len(t, first["related"], 1)
	require.Len(t, first["suggested_fixes"], 1)
}

func TestFix(t *testing.T) {
	p := newProject(t, "")
	before, err := os.ReadFile(filepath.Join(p.dir, "b", "b.go"))
	require.NoError(t, err)

	code, stdout, _ := p.vet("-fix", "-diff", "./b")
	require.Equal(t, 1, code, "a difference is a failure, as for gofmt -d")
	require.Contains(t, stdout, "+// ReportB was reported.\n")
	after, err := os.ReadFile(filepath.Join(p.dir, "b", "b.go"))
	require.NoError(t, err)
	require.Equal(t, before, after)

	code, _, stderr := p.vet("-fix", "./b")
	require.Zero(t, code, stderr)
	after, err = os.ReadFile(filepath.Join(p.dir, "b", "b.go"))
	require.NoError(t, err)
	require.Equal(t, strings.Replace(string(before), "func ReportB", "// ReportB was reported.\nfunc ReportB", 1), string(after))
}

func TestDigestRunsEverythingAgain(t *testing.T) {
	p := newProject(t, "-- schema.sql --\none\n")
	p.vet("./a")
	require.Len(t, p.runs(), 3)
	p.vet("./a")
	require.Empty(t, p.runs())
	runnertest.Update(t, p.dir, "-- schema.sql --\ntwo\n")
	p.vet("./a")
	require.Len(t, p.runs(), 3, "no Go file has changed, the schema has")
	p.vet("-C", "a", ".") // the digest is that of the directory that the go command changes to
	require.Len(t, p.runs(), 3)
}

// What could not be done fails every time: reported in the JSON, it would be gone in the second run.
func TestFailuresAreNotForgotten(t *testing.T) {
	for _, tt := range []struct {
		name, more, want string
		code             int
	}{
		{"config of a package", "-- b/toy.conf --\nnonsense", `analyzer toydepth failed on example.com/chain/b: bad config "nonsense`, 1},
		{"config of the workspace", "-- schema.sql --\nbroken", "schema.sql cannot be read", 1},
		{"panic", "-- b/b.go --\npackage boom\n\nfunc Make() (t struct{ S string }) { return }\n-- b/b_test.go --\npackage boom\n-- a/a.go --\npackage a\n", "analyzer toyfault failed on example.com/chain/b: panic: impossible state", 1},
		{"package that does not compile", "-- b/b.go --\npackage b\n\nfunc Make() int { return undefined }\n", "undefined: undefined", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newProject(t, tt.more)
			for range 2 {
				code, _, stderr := p.vet("./b")
				require.Equal(t, tt.code, code)
				require.Contains(t, stderr, tt.want)
			}
		})
	}
}

func TestDependentsOfABrokenPackageAreTold(t *testing.T) {
	p := newProject(t, "-- b/b.go --\npackage boom\n\nfunc Make() (t struct{ S string }) { return }\n-- b/b_test.go --\npackage boom\n"+
		"-- a/a.go --\npackage a\n\nimport \"example.com/chain/b\"\n\nvar _ = boom.Make()\n")
	code, _, stderr := p.vet("./a")
	require.Equal(t, 1, code)
	require.Contains(t, stderr, "analyzer toyfault failed on example.com/chain/b")
	require.Contains(t, p.runs(), "example.com/chain/a lacks example.com/chain/b")
}

func TestCgo(t *testing.T) {
	if out, err := exec.Command("go", "env", "CGO_ENABLED").Output(); err != nil || strings.TrimSpace(string(out)) != "1" {
		t.Skip("no cgo")
	}
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("no C compiler")
	}
	p := newProject(t, "-- d/d.go --\npackage d\n\n// int twice(int n) { return 2 * n; }\nimport \"C\"\n\nimport \"example.com/chain/c\"\n\n"+
		"func ReportD() int {\n\tc.Danger()\n\treturn int(C.twice(2))\n}\n")
	code, _, stderr := p.vet("./d")
	require.Equal(t, 1, code)
	require.Contains(t, stderr, "d/d.go:8:6: depth 1 [example.com/chain/c]\n")
	require.Contains(t, stderr, "d/d.go:9:")
	require.NotContains(t, p.runs(), "example.com/chain/d lacks")
}

func TestFlagsAreDescribed(t *testing.T) {
	var out bytes.Buffer
	require.Zero(t, vettool.Main([]string{"-flags"}, toys(), &out, &out))
	var flags []struct {
		Name, Usage string
		Bool        bool
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &flags))
	bools := map[string]bool{}
	for _, f := range flags {
		require.NotEmpty(t, f.Usage)
		bools[f.Name] = f.Bool
	}
	require.Subset(t, bools, map[string]bool{"json": true, "diff": true, "c": false, "toydepth": true, "toydepth.loud": true, "toyssa": true})
	require.NotContains(t, bools, "fix", "the go command has that one itself")
}

func TestIdentity(t *testing.T) {
	identity := func(digest string) string {
		var out bytes.Buffer
		opts := toys()
		opts.Digest = func(string) (string, error) { return digest, nil }
		require.Zero(t, vettool.Main([]string{"-V=full"}, opts, &out, &out))
		return out.String()
	}
	require.Regexp(t, `^bailiwick version devel buildID=[0-9a-f]{64}\n$`, identity("one"))
	require.Equal(t, identity("one"), identity("one"))
	require.NotEqual(t, identity("one"), identity("two"))
}

func TestBadCalls(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"nosuch.cfg"}, "read package description: open nosuch.cfg"},
		{[]string{"-V=short"}, "only -V=full is understood"},
	} {
		var out bytes.Buffer
		require.Equal(t, 1, vettool.Main(tt.args, toys(), &out, &out))
		require.Contains(t, out.String(), tt.want)
	}
}
