module github.com/bailiwick-dev/bailiwick

go 1.25.0
