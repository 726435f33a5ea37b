package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/nearest"
)

// commands lists the sub-commands in the order of the help.
func commands() []command {
	return []command{
		{"init", "init [flags]", "write what was inferred as a config to review", initialise},
		{"tables", "tables [flags]", "print what is known of each table, and why", tables},
		{"routes", "routes [flags] [packages]", "print every endpoint with the middleware that a request meets", routes},
		{"why", "why [flags] file.go:123", "print every obligation of a line, with its verdict and evidence", why},
		{"baseline", "baseline [flags] [packages]", "write the findings to a file that holds them back, or shrink that file", writeBaseline},
		{"nogo", "nogo [flags]", "write config and tables as Go code for Bazel's nogo", nogo},
		{"explain", "explain <rule>", "print what a rule reports and why", explain},
		{"gopls", goplsUsage, "make a gopls with the rules in it, for editors", buildGopls},
		{"golangci-lint", golangciUsage, "build golangci-lint with the rules in it", golangci},
		{"version", "version", "print the version", printVersion},
		{"help", "help [command]", "print this text, or the flags of a command", help},
	}
}

// help prints the commands, or the usage of one.
func help(ctx context.Context, env *environment, args []string) (int, error) {
	if len(args) > 0 {
		for _, c := range commands() {
			if c.name == args[0] && c.name != "help" {
				fmt.Fprintf(env.stdout, "usage: bailiwick %s\n\n%s\n", c.usage, c.summary)
				return exitClean, nil
			}
		}
		return 0, fmt.Errorf("no command is called %q%s", args[0], nearest.Hint(args[0], names()))
	}
	var b strings.Builder
	b.WriteString("bailiwick vets Go services: whose row is this, and may this caller do that.\n\n")
	b.WriteString("usage:\n\tbailiwick " + checkUsage + "\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "\tbailiwick %-30s %s\n", c.usage, c.summary)
	}
	b.WriteString("\tgo vet -vettool=$(which bailiwick) [packages]\n\nrules:\n")
	for _, r := range analyzers.Rules(analyzers.New(analyzers.Options{})) {
		fmt.Fprintf(&b, "\t%-30s %s\n", r.Name, r.Summary)
	}
	b.WriteString("\nexit codes: 0 nothing broken, 1 findings, 2 the work could not be done\n\nbailiwick -h prints the flags.\n")
	_, err := env.stdout.Write([]byte(b.String()))
	return exitClean, err
}

// explain prints a rule's page.
func explain(_ context.Context, env *environment, args []string) (int, error) {
	rules := analyzers.Rules(analyzers.New(analyzers.Options{}))
	if len(args) != 1 {
		return 0, fmt.Errorf("usage: bailiwick explain <rule>, one of %s", strings.Join(analyzers.Names(), ", "))
	}
	for _, r := range rules {
		if r.Name == args[0] {
			return exitClean, report.WriteExplain(env.stdout, report.Rule(r), config.Categories(r.Name))
		}
	}
	return 0, fmt.Errorf("no rule is called %q%s", args[0], nearest.Hint(args[0], analyzers.Names()))
}

func names() []string {
	var list []string
	for _, c := range commands() {
		list = append(list, c.name)
	}
	return list
}
