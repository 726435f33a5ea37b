// Package sqlread reads SQL text of PostgreSQL, MySQL and SQLite into relations, predicates, binds and holes,
// with byte positions. It is tolerant: what it cannot read it reports as a Problem and keeps the rest; it never panics.
//
// # One grammar
//
// No text says which dialect it is written in, so one grammar serves all three. Where they contradict each other the text's
// own signs decide, and where it has none, PostgreSQL's reading is taken:
//
//   - A backtick anywhere is MySQL's sign (SQLite shares it): then a backslash escapes inside strings, && is AND, and "x" that
//     no dot ties to another name is a string. Without it && is an overlap of ranges or arrays and "x" is a name.
//   - a || b is never a logical OR. MySQL's default mode reads it so, but a predicate behind it is then simply not
//     understood as one, which errs on the side of a finding.
//   - ? behind an operand and before another is a jsonb operator, elsewhere a placeholder (see question).
//   - # begins a comment unless it begins one of the jsonb path operators behind an operand.
//   - [x] is a name where a name can stand and a subscript behind an operand.
//   - Comparisons, IS, LIKE and IN bind as PostgreSQL binds them. The dialects agree on everything but comparisons of comparisons.
//
// # What the program fills in
//
// Three things may stand where SQL is expected. They are kept apart, for they say different things about a predicate:
//
//   - A Bind is a value: $1, ?, :name, @name, sqlc.arg(name), and a formatter's verb where a value can stand. It can never
//     change the shape of the statement, verbs excepted; whoever knows the formatter's arguments puts their text in before reading.
//   - A Hole is text that is not known: HoleMark, or a part of a template engine. It may be a name, an operator, a clause
//     or several. Behind a condition it makes a Binary with OpHole, where a clause could stand it goes to Tail, in a list it is
//     an item. Nothing is assumed about it: "WHERE a = 1 \x00" may go on with OR.
//   - A Raw is text that is there and was not understood; it always comes with a Problem.
//
// # What is not kept
//
// Sort directions, frames of windows, collations, index hints, samples, locking strength, column definitions of table
// functions and the options of COPY, JSON_TABLE and XMLTABLE are read over: nothing there keeps a row of another tenant
// out. The bodies of functions, triggers and DO blocks are not read; the schema reader has them as text.
//
// # Problems
//
// A statement with problems keeps what was found before and behind them, but what it says is no longer certain: whoever
// judges it must call it unresolved where a missing part could matter. Prose that begins like SQL ("select a job to run")
// is KindUnknown with a Problem. Prose that happens to be SQL ("select name from the list") is read as such; only where the
// text is used tells.
package sqlread
