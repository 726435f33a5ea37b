#!/bin/sh
# Measures the linter beside go vet on one repository: bench/run.sh REPOSITORY [PACKAGES]
# BENCH_WORK keeps the built cache between runs (a directory of its own for each repository); BENCH_RUNS is the number of warm runs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "${1:?usage: run.sh REPOSITORY [PACKAGES]}" && pwd)
shift
work=${BENCH_WORK:-$(mktemp -d)}
mkdir -p "$work/bin"
(cd "$here/.." && go build -o "$work/bin/bailiwick" ./cmd/bailiwick)
(cd "$here" && go build -o "$work/bin/" ./load ./meter ./measure)
exec "$work/bin/measure" -repo "$repo" -command "$work/bin/bailiwick" -load "$work/bin/load" -meter "$work/bin/meter" \
	-work "$work" -runs "${BENCH_RUNS:-3}" "$@"
