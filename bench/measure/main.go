// Command measure sets the linter beside go vet on one repository, in one run and on the same files, tests included: wall time,
// processor time and peak memory of go vet, go vet with the vettool, the command, bare packages.Load, and of other linters.
//
//	measure -repo DIR -command bin/bailiwick -load bin/load -meter bin/meter -work DIR [-peer NAME=COMMAND]... [packages]
//
// Warm means that everything is in the build cache. Cold means that the packages and their tests are built but nothing was vetted:
// a cache is built once with go list -export, is never vetted in, and each cold run starts from a copy of it. The command keeps no
// results; its cold run has an empty user cache directory.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

// bench is one measurement of one repository.
type bench struct {
	repo, command, load, meter, work string
	patterns                         []string
	peers                            []peer
	warmRuns                         int
	stderr                           io.Writer
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	b := &bench{stderr: stderr}
	flags := flag.NewFlagSet("measure", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&b.repo, "repo", ".", "the repository")
	flags.StringVar(&b.command, "command", "", "the command, which is the vettool too")
	flags.StringVar(&b.load, "load", "", "the program that only loads")
	flags.StringVar(&b.meter, "meter", "", "the program that records a tool's memory")
	flags.StringVar(&b.work, "work", "", "directory for caches; what is built there is used again")
	flags.IntVar(&b.warmRuns, "runs", 3, "warm runs; the median is taken")
	flags.Func("peer", "another linter, as NAME=COMMAND; the packages are appended; may be given more than once", func(s string) error {
		p, err := parsePeer(s)
		b.peers = append(b.peers, p)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	if b.patterns = flags.Args(); len(b.patterns) == 0 {
		b.patterns = []string{"./..."}
	}
	for _, p := range []*string{&b.repo, &b.command, &b.load, &b.meter, &b.work} {
		if *p == "" {
			return errors.New("every flag is wanted")
		}
		abs, err := filepath.Abs(*p)
		if err != nil {
			return fmt.Errorf("find %s: %w", *p, err)
		}
		*p = abs
	}
	rows, err := b.measure(ctx)
	if err != nil {
		return err
	}
	return table(stdout, rows)
}

// row is one line of the table.
type row struct {
	name string
	cost cost
	tool int64 // peak memory of one tool process, KiB; 0 when not taken
}

// cost is what one run took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // KiB, of the largest process
}

func (b *bench) measure(ctx context.Context) ([]row, error) {
	pristine := filepath.Join(b.work, "pristine")
	if _, err := os.Stat(filepath.Join(b.work, "built")); err != nil {
		fmt.Fprintln(b.stderr, "measure: building everything once")
		args := append([]string{"list", "-e", "-export", "-deps", "-test", "-f", "{{.ImportPath}}"}, b.patterns...)
		if _, err := b.time(ctx, pristine, "", "go", args...); err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(b.work, "built"), nil, 0o644); err != nil {
			return nil, fmt.Errorf("note the build: %w", err)
		}
	}
	var rows []row
	vet := append([]string{"vet"}, b.patterns...)
	vettool := append([]string{"vet", "-vettool=" + b.command}, b.patterns...)
	for _, tool := range []struct {
		name string
		args []string
	}{{"go vet", vet}, {"go vet -vettool", vettool}} {
		got, err := b.vet(ctx, pristine, tool.name, tool.args)
		if err != nil {
			return nil, err
		}
		rows = append(rows, got...)
	}
	got, err := b.direct(ctx, pristine)
	if err != nil {
		return nil, err
	}
	rows = append(rows, got...)
	for _, p := range b.peers {
		got, err := b.peer(ctx, pristine, p)
		if err != nil {
			// One that runs out of memory takes nothing from the others.
			fmt.Fprintln(b.stderr, "measure:", err)
			got = []row{{name: p.name + ", did not finish"}}
		}
		rows = append(rows, got...)
	}
	return rows, nil
}

// vet measures go vet cold and warm, and the memory of its tool in a cold run of its own.
func (b *bench) vet(ctx context.Context, pristine, name string, args []string) ([]row, error) {
	cache, err := b.fresh(pristine)
	if err != nil {
		return nil, err
	}
	cold, err := b.time(ctx, cache, "", "go", args...)
	if err != nil {
		return nil, err
	}
	warm, err := b.median(ctx, cache, "", "go", args...)
	if err != nil {
		return nil, err
	}
	if cache, err = b.fresh(pristine); err != nil {
		return nil, err
	}
	log := filepath.Join(b.work, "meter.log")
	if err := os.RemoveAll(log); err != nil {
		return nil, fmt.Errorf("clear meter: %w", err)
	}
	metered := append([]string{args[0], "-toolexec=" + b.meter + " " + log}, args[1:]...)
	if _, err := b.time(ctx, cache, "", "go", metered...); err != nil {
		return nil, err
	}
	tool, err := largest(log)
	if err != nil {
		return nil, err
	}
	return []row{{name + ", cold", cold, tool}, {name + ", warm", warm, 0}}, nil
}

// direct measures the command and the bound, both of which know the build cache only.
func (b *bench) direct(ctx context.Context, cache string) ([]row, error) {
	user := filepath.Join(b.work, "user")
	if err := os.RemoveAll(user); err != nil {
		return nil, fmt.Errorf("clear user cache: %w", err)
	}
	args := append([]string{"-tests", "-format", "json"}, b.patterns...)
	cold, err := b.time(ctx, cache, user, b.command, args...)
	if err != nil {
		return nil, err
	}
	warm, err := b.median(ctx, cache, user, b.command, args...)
	if err != nil {
		return nil, err
	}
	load, err := b.median(ctx, cache, user, b.load, b.patterns...)
	if err != nil {
		return nil, err
	}
	return []row{{"bailiwick, cold", cold, 0}, {"bailiwick, warm", warm, 0}, {"packages.Load", load, 0}}, nil
}

func (b *bench) fresh(pristine string) (string, error) {
	cache := filepath.Join(b.work, "cache")
	if err := os.RemoveAll(cache); err != nil {
		return "", fmt.Errorf("clear cache: %w", err)
	}
	if out, err := exec.Command("cp", "-a", pristine, cache).CombinedOutput(); err != nil {
		return "", fmt.Errorf("copy cache: %w: %s", err, out)
	}
	syscall.Sync() // else the copy is written to disk while the clock runs
	return cache, nil
}

func (b *bench) median(ctx context.Context, cache, user, name string, args ...string) (cost, error) {
	var all []cost
	for range max(1, b.warmRuns) {
		c, err := b.time(ctx, cache, user, name, args...)
		if err != nil {
			return cost{}, err
		}
		all = append(all, c)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].wall < all[j].wall })
	return all[len(all)/2], nil
}

// time runs a command and takes its cost. Findings are no failure of the measurement: only a command that could not be started, or was
// killed, is.
func (b *bench) time(ctx context.Context, cache, user, name string, args ...string) (cost, error) {
	fmt.Fprintf(b.stderr, "measure: %s %s\n", filepath.Base(name), strings.Join(args, " "))
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = b.repo
	cmd.Env = append(os.Environ(), "GOCACHE="+cache)
	if user != "" {
		cmd.Env = append(cmd.Env, "XDG_CACHE_HOME="+user)
	}
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() < 0) {
		return cost{}, fmt.Errorf("run %s: %w", name, err)
	}
	c := cost{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = u.Maxrss
	}
	fmt.Fprintf(b.stderr, "measure:   %.1f s, %.1f CPU s, %d MiB, exit %d\n", wall.Seconds(), c.cpu.Seconds(), c.peak>>10, cmd.ProcessState.ExitCode())
	return c, nil
}

// largest reads the meter's file.
func largest(path string) (int64, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, fmt.Errorf("read meter: %w", err)
	}
	var most int64
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var kib int64
		if _, err := fmt.Sscan(line, &kib); err != nil {
			return 0, fmt.Errorf("read meter line %q: %w", line, err)
		}
		most = max(most, kib)
	}
	return most, nil
}

// table prints costs and their ratios: of cold runs to the cold go vet, of warm ones to the cold and to the warm one.
func table(w io.Writer, rows []row) error {
	cold, warm := rows[0], rows[1]
	var b strings.Builder
	b.WriteString("| | wall s | CPU s | peak MiB | tool MiB | wall / cold vet | CPU / cold vet | wall / warm vet | tool / vet's tool |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, r := range rows {
		tool, share := "", ""
		if r.tool > 0 {
			tool = fmt.Sprint(r.tool >> 10)
			share = ratio(float64(r.tool), float64(cold.tool))
		}
		fmt.Fprintf(&b, "| %s | %.1f | %.1f | %d | %s | %s | %s | %s | %s |\n", r.name, r.cost.wall.Seconds(), r.cost.cpu.Seconds(), r.cost.peak>>10, tool,
			ratio(r.cost.wall.Seconds(), cold.cost.wall.Seconds()), ratio(r.cost.cpu.Seconds(), cold.cost.cpu.Seconds()),
			ratio(r.cost.wall.Seconds(), warm.cost.wall.Seconds()), share)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func ratio(a, b float64) string {
	if b == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", a/b)
}
