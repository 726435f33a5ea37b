//go:build rows

// Package libraries holds the rows of internal/query against the real libraries. This file is never built: it keeps them in go.mod.
package libraries

import (
	_ "entgo.io/ent/dialect/sql"
	_ "github.com/Masterminds/squirrel"
	_ "github.com/aarondl/sqlboiler/v4/queries/qm"
	_ "github.com/doug-martin/goqu/v9"
	_ "github.com/go-jet/jet/v2/postgres"
	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v4/pgxpool"
	_ "github.com/jackc/pgx/v4/stdlib"
	_ "github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/jinzhu/gorm"
	_ "github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
	_ "github.com/uptrace/bun"
	_ "github.com/volatiletech/sqlboiler/v4/queries/qm"
	_ "gorm.io/gorm"
	_ "modernc.org/sqlite"
	_ "xorm.io/builder"
	_ "xorm.io/xorm"
)
