module github.com/bailiwick-dev/bailiwick

go 1.25.0

require (
	golang.org/x/mod v0.31.0
	golang.org/x/tools v0.40.0
)

require (
	github.com/aymanbagabas/go-udiff v0.3.1 // indirect
	github.com/bmatcuk/doublestar/v4 v4.10.4 // indirect
	go.yaml.in/yaml/v3 v3.0.6 // indirect
	golang.org/x/sync v0.19.0 // indirect
)
