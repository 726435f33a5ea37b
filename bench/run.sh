#!/bin/sh
# Measures the linter beside go vet on one repository: bench/run.sh REPOSITORY [PACKAGES]
#
#	BENCH_WORK   a directory of its own for each repository, which keeps the built cache between runs
#	BENCH_RUNS   the number of warm runs, of which the median is taken (3)
#	BENCH_PEERS  1: golangci-lint without and with our rules, staticcheck, gosec and nilaway too; they are built first. Nilaway wants
#	             up to 14 GiB of memory on a large repository
#	BENCH_FLAGS  further flags for measure, such as -peer=NAME=COMMAND (no blanks within a flag)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "${1:?usage: run.sh REPOSITORY [PACKAGES]}" && pwd)
shift
work=${BENCH_WORK:-$(mktemp -d)}
mkdir -p "$work/bin"
work=$(cd "$work" && pwd)
(cd "$here/.." && CGO_ENABLED=0 go build -trimpath -o "$work/bin/bailiwick" ./cmd/bailiwick)
(cd "$here" && go build -o "$work/bin/" ./load ./meter ./measure)
if [ "${BENCH_PEERS:-}" = 1 ]; then
	(cd "$here/.." && "$work/bin/bailiwick" golangci-lint build -o "$work/bin/golangci-lint")
	GOBIN=$work/bin go install honnef.co/go/tools/cmd/staticcheck@v0.8.2
	GOBIN=$work/bin go install github.com/securego/gosec/v2/cmd/gosec@v2.30.0
	GOBIN=$work/bin go install go.uber.org/nilaway/cmd/nilaway@v0.0.0-20260918162853-acb8859b9031
	set -- \
		-peer "golangci-lint=$work/bin/golangci-lint run --allow-parallel-runners -c $here/golangci/default.yml" \
		-peer "golangci-lint with the plugin=$work/bin/golangci-lint run --allow-parallel-runners -c $here/golangci/plugin.yml" \
		-peer "staticcheck=$work/bin/staticcheck" \
		-peer "gosec=$work/bin/gosec -quiet -tests -fmt=json" \
		-peer "nilaway=$work/bin/nilaway" \
		"$@"
fi
# shellcheck disable=SC2086
exec "$work/bin/measure" -repo "$repo" -command "$work/bin/bailiwick" -load "$work/bin/load" -meter "$work/bin/meter" \
	-work "$work" -runs "${BENCH_RUNS:-3}" ${BENCH_FLAGS:-} "$@"
