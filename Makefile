# Everything here needs Go alone. The nested module oracle/ uses cgo where there is a C compiler and does without where there is none.

# oracle/ holds the SQL reader and the library tables against other people's; bench/ holds the measures. Neither is needed to use the suite.
MODULES := . oracle bench

GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# What golangci-lint links: the suite requires a lower one, and must give the same verdicts with this. internal/parity fails when it is another.
NEWEST_XTOOLS := v0.52.0

.PHONY: build test test-newest test-nogo vet self lint docs

build: ## bin/bailiwick: the command, which is also the vettool
	CGO_ENABLED=0 go build -trimpath -o bin/bailiwick ./cmd/bailiwick

test: ## all tests, of the nested modules too; internal/parity builds golangci-lint and editor gopls, which takes minutes the first time
	@for m in $(MODULES); do echo "go test ./... in $$m"; (cd $$m && go test -timeout 60m ./...) || exit 1; done

test-newest: ## what reads the SSA form, with the x/tools of golangci-lint
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && cp go.mod "$$dir/newest.mod" && cp go.sum "$$dir/newest.sum" && \
	go get -modfile="$$dir/newest.mod" golang.org/x/tools@$(NEWEST_XTOOLS) && \
	go test -modfile="$$dir/newest.mod" -timeout 60m ./internal/flow ./internal/query ./internal/route ./internal/guard ./internal/effect ./analyzers/...

test-nogo: ## the suite in Bazel's sandbox; installs Debian's Bazel and takes minutes, so nothing else runs it
	.ci/test-nogo

vet:
	@for m in $(MODULES); do (cd $$m && go vet ./...) || exit 1; done

self: build ## the suite on its own repository, by both of its drivers
	bin/bailiwick ./...
	go vet -vettool=$(CURDIR)/bin/bailiwick ./...

lint: ## builds golangci-lint first, which takes minutes
	go run $(GOLANGCI) run

docs: ## writes what is generated: pages, the example for golangci-lint, the JSON schema
	go test ./internal/config ./internal/docgen -update
	go test ./cmd/bailiwick -run TestReadme -update

GORELEASER := github.com/goreleaser/goreleaser/v2@v2.14.0

.PHONY: snapshot golangci-lint

snapshot: ## release binaries for all systems in dist/, without publishing; builds goreleaser first, which takes minutes
	go run $(GORELEASER) release --snapshot --clean --skip=publish

golangci-lint: build ## bin/golangci-lint: golangci-lint with the rules in it
	bin/bailiwick golangci-lint build -o bin/golangci-lint
