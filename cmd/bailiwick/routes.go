package main

import (
	"context"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/analyzers/permguard"
	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
	"github.com/bailiwick-dev/bailiwick/internal/permission"
)

// routes prints every endpoint with what a request meets on its way to the handler, and the permission check that gates what it changes.
func routes(ctx context.Context, env *environment, args []string) (int, error) {
	f, rest, err := parseMore(env, "routes", "routes [flags] [packages]", args, func(f *flags) {
		f.formats = []string{"text", "json", "csv"}
		f.set.Lookup("format").Usage = "print endpoints as text, json or csv"
	})
	if err != nil {
		return 0, err
	}
	s, err := open(f, rest)
	if err != nil {
		return 0, err
	}
	if s.rules, err = analyzers.Choose(s.rules, []string{permguard.Name}); err != nil {
		return 0, err
	}
	s.rules = append(s.rules, analyzers.Permissions(analyzers.Options{Workspace: s.cache.ForPass}))
	if err := s.analyse(ctx, env); err != nil {
		return 0, err
	}
	var paths []string
	for _, p := range s.result.Packages {
		paths = append(paths, p.Path)
	}
	endpoints, err := analyzers.Endpoints(paths, s.result.Fact)
	if err != nil {
		return 0, err
	}
	declared, err := s.permissions(paths)
	if err != nil {
		return 0, err
	}
	in := s.input()
	complain(env, in)
	if err := report.WriteRoutes(env.stdout, in, endpoints, declared, f.format); err != nil {
		return 0, err
	}
	if s.result.Failed() {
		return exitFailed, nil
	}
	return exitClean, nil
}

// permissions are what the packages say of the permissions that they declare and ask for.
func (s *session) permissions(paths []string) ([]*permission.Fact, error) {
	var out []*permission.Fact
	for _, path := range paths {
		f := new(permission.Fact)
		ok, err := s.result.Fact(path, f)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, f)
		}
	}
	return out, nil
}
