module github.com/bailiwick-dev/bailiwick

go 1.25.0

require golang.org/x/tools v0.40.0 // indirect
