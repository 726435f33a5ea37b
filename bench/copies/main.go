// Command copies measures whether the linter's cost grows linearly: it makes one module of 1, 2, 4 and 8 copies (or others) of an application and runs the command, and go
// vet with it as the tool, over each.
//
//	copies -app ../testdata/shop -command ../bin/bailiwick
//
// Times are processor times, the go command's list of packages among them, so that other work on the machine hardly shows. A run
// has a fixed part (libraries, the process), which makes the time per package fall with their number and would hide growth; so the slope is printed
// too: what each further package costs. Where that is less than what the clock of a machine wavers by, larger sizes show more: -sizes 4,8,16,32.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	if record() {
		return
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "copies:", err)
		os.Exit(1)
	}
}

func run() error {
	app := flag.String("app", "../testdata/shop", "the `directory` of the application, a module")
	command := flag.String("command", "../bin/bailiwick", "the linter")
	work := flag.String("work", "", "make the copies below this `directory`; that for temporary files if empty")
	runs := flag.Int("runs", 3, "runs of each size; the cheapest counts")
	list := flag.String("sizes", "1,2,4,8", "how many copies, separated by commas, each more than the one before")
	limit := flag.Float64("limit", 0, "fail if the slope of the largest step exceeds that of the first by this `factor`; 0 for never")
	flag.Parse()
	counts, err := copies(*list)
	if err != nil {
		return err
	}
	bin, err := filepath.Abs(*command)
	if err != nil {
		return err
	}
	// A new name each time: the go command's cache goes by directory, and would answer for one that was measured before.
	dir, err := os.MkdirTemp(*work, "copies")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var sizes []measured
	for _, n := range counts {
		m, err := measure(bin, *app, filepath.Join(dir, fmt.Sprint(n)), n, *runs)
		if err != nil {
			return fmt.Errorf("%d copies: %w", n, err)
		}
		sizes = append(sizes, m)
	}
	print(sizes)
	return judge(sizes, *limit)
}

// copies reads the sizes.
func copies(list string) ([]int, error) {
	var out []int
	for _, word := range strings.Split(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 || len(out) > 0 && n <= out[len(out)-1] {
			return nil, fmt.Errorf("-sizes: %q: give growing numbers, separated by commas", list)
		}
		out = append(out, n)
	}
	return out, nil
}

// measured is what one size took.
type measured struct {
	copies, packages, findings int
	command, vet               time.Duration // processor time of the command, and of go vet with all that it starts
	facts                      int64         // bytes of all fact files of the application's packages
	largest                    int64
	memory                     int64 // peak of the command in KiB
}

// measure makes the module and runs the linter over it.
func measure(bin, app, dir string, n, runs int) (measured, error) {
	m := measured{copies: n}
	if err := multiply(app, dir, n); err != nil {
		return m, err
	}
	list, err := output(dir, "go", "list", "./...")
	if err != nil {
		return m, err
	}
	m.packages = strings.Count(list, "\n")
	for i := range runs + 1 {
		out, cpu, memory, err := lint(bin, dir)
		if err != nil {
			return m, err
		}
		m.findings = strings.Count(out, "::error ")
		if i == 0 {
			continue // compiles what is not compiled yet, and keeps the tables
		}
		if m.command == 0 || cpu < m.command {
			m.command, m.memory = cpu, memory
		}
	}
	return m, m.underVet(bin, dir, runs)
}

// lint runs the command. Findings make it exit with 1.
func lint(bin, dir string) (out string, cpu time.Duration, memory int64, err error) {
	cmd := exec.Command(bin, "-format", "github", "./...")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	cmd.Env = append(os.Environ(), "GOWORK=off")
	data, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil
	}
	if err != nil {
		return "", 0, 0, fmt.Errorf("%s: %w", bin, err)
	}
	return string(data), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak(cmd.ProcessState), nil
}

func output(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return string(out), nil
}

// print writes the table of docs/scale.md.
func print(sizes []measured) {
	fmt.Println("| copies | packages | findings | command, CPU s | ms per package | ms per further one | peak MB | go vet, CPU s | ms per further package | fact bytes per package | the most |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|---|")
	for i, m := range sizes {
		var command, vet string
		if i > 0 {
			command = fmt.Sprintf("%.1f", slope(sizes[i-1], m, byCommand))
			vet = fmt.Sprintf("%.1f", slope(sizes[i-1], m, byVet))
		}
		fmt.Printf("| %d | %d | %d | %.2f | %.1f | %s | %d | %.2f | %s | %d | %d |\n", m.copies, m.packages, m.findings, m.command.Seconds(), each(m.command, m.packages), command,
			m.memory/1024, m.vet.Seconds(), vet, m.facts/int64(m.packages), m.largest)
	}
}

// each is the milliseconds of one package.
func each(d time.Duration, packages int) float64 {
	return float64(d.Microseconds()) / 1000 / float64(packages)
}

func byCommand(m measured) time.Duration { return m.command }

func byVet(m measured) time.Duration { return m.vet }

// slope is the milliseconds of each package that a larger size has more.
func slope(m, larger measured, time func(measured) time.Duration) float64 {
	return each(time(larger)-time(m), larger.packages-m.packages)
}

// judge compares the sizes: every copy has the same findings, facts do not grow, and neither does the cost of a package beyond the limit.
func judge(sizes []measured, limit float64) error {
	first, last := sizes[0], sizes[len(sizes)-1]
	if last.findings*first.copies != first.findings*last.copies || first.findings == 0 {
		return fmt.Errorf("copies %d have %d findings, copies %d have %d", first.copies, first.findings, last.copies, last.findings)
	}
	if limit == 0 || len(sizes) < 3 {
		return nil
	}
	if a, b := first.facts/int64(first.packages), last.facts/int64(last.packages); float64(b) > limit*float64(a) {
		return fmt.Errorf("facts grow from %d to %d bytes per package", a, b)
	}
	// One copy more is too little to compare a slope with: half of them is.
	half := sizes[len(sizes)-2]
	for _, d := range []struct {
		name string
		time func(measured) time.Duration
	}{{"the command", byCommand}, {"go vet", byVet}} {
		if a, b := slope(first, half, d.time), slope(half, last, d.time); b > limit*a {
			return fmt.Errorf("the time of %s grows from %.1f to %.1f ms per further package", d.name, a, b)
		}
	}
	return nil
}
