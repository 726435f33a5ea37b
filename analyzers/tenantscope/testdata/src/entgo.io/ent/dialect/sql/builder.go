package sql

type Querier interface{ Query() (string, []any) }

type TableView interface {
	view()
	C(string) string
}

type Op int

const OpEQ Op = 0

// Builder writes text.
type Builder struct{}

func (b *Builder) WriteString(s string) *Builder       { return b }
func (b *Builder) WriteOp(op Op) *Builder              { return b }
func (b *Builder) Ident(s string) *Builder             { return b }
func (b *Builder) IdentComma(s ...string) *Builder     { return b }
func (b *Builder) Arg(a any) *Builder                  { return b }
func (b *Builder) Comma() *Builder                     { return b }
func (b *Builder) Join(qs ...Querier) *Builder         { return b }
func (b *Builder) Wrap(f func(*Builder)) *Builder      { return b }
func (b *Builder) String() string                      { return "" }
func (b *Builder) SetDialect(dialect string)           {}
func (b Builder) Query() (string, []any)               { return "", nil }
func Raw(s string) Querier                             { return nil }
func Expr(s string, args ...any) Querier               { return nil }
func ExprFunc(fn func(*Builder)) Querier               { return nil }
func Max(ident string) string                          { return "" }
func Count(ident string) string                        { return "" }
func As(ident, as string) string                       { return "" }
func Table(name string) *SelectTable                   { return nil }
func With(name string, columns ...string) *WithBuilder { return nil }

// Predicate is a condition.
type Predicate struct{ Builder }

func P(fns ...func(*Builder)) *Predicate                 { return nil }
func ExprP(exr string, args ...any) *Predicate           { return nil }
func And(preds ...*Predicate) *Predicate                 { return nil }
func Or(preds ...*Predicate) *Predicate                  { return nil }
func Not(pred *Predicate) *Predicate                     { return nil }
func EQ(col string, value any) *Predicate                { return nil }
func ColumnsEQ(col1, col2 string) *Predicate             { return nil }
func In(col string, args ...any) *Predicate              { return nil }
func IsNull(col string) *Predicate                       { return nil }
func Exists(query Querier) *Predicate                    { return nil }
func NotExists(query Querier) *Predicate                 { return nil }
func (p *Predicate) Not() *Predicate                     { return p }
func (p *Predicate) EQ(col string, value any) *Predicate { return p }
func (p *Predicate) Append(f func(*Builder)) *Predicate  { return p }

// SelectTable is a table.
type SelectTable struct{ Builder }

func (s *SelectTable) Schema(name string) *SelectTable { return s }
func (s *SelectTable) As(alias string) *SelectTable    { return s }
func (s *SelectTable) C(column string) string          { return "" }
func (*SelectTable) view()                             {}

// Selector is a SELECT.
type Selector struct{ Builder }

func Select(columns ...string) *Selector                        { return nil }
func SelectExpr(exprs ...Querier) *Selector                     { return nil }
func (s *Selector) Select(columns ...string) *Selector          { return s }
func (s *Selector) AppendSelect(columns ...string) *Selector    { return s }
func (s *Selector) AppendSelectExpr(exprs ...Querier) *Selector { return s }
func (s *Selector) From(t TableView) *Selector                  { return s }
func (s *Selector) Where(p *Predicate) *Selector                { return s }
func (s *Selector) SetP(p *Predicate) *Selector                 { return s }
func (s *Selector) Or() *Selector                               { return s }
func (s *Selector) Join(t TableView) *Selector                  { return s }
func (s *Selector) LeftJoin(t TableView) *Selector              { return s }
func (s *Selector) On(c1, c2 string) *Selector                  { return s }
func (s *Selector) OnP(p *Predicate) *Selector                  { return s }
func (s *Selector) Union(t TableView) *Selector                 { return s }
func (s *Selector) As(alias string) *Selector                   { return s }
func (s *Selector) Prefix(queries ...Querier) *Selector         { return s }
func (s *Selector) C(column string) string                      { return "" }
func (s *Selector) GroupBy(columns ...string) *Selector         { return s }
func (s *Selector) OrderBy(columns ...string) *Selector         { return s }
func (s *Selector) Query() (string, []any)                      { return "", nil }
func (*Selector) view()                                         {}

// WithBuilder is a list of common table expressions.
type WithBuilder struct{ Builder }

func (w *WithBuilder) As(s *Selector) *WithBuilder                      { return w }
func (w *WithBuilder) With(name string, columns ...string) *WithBuilder { return w }
func (w *WithBuilder) C(column string) string                           { return "" }
func (*WithBuilder) view()                                              {}

// InsertBuilder is an INSERT.
type InsertBuilder struct{ Builder }

func Insert(table string) *InsertBuilder                                  { return nil }
func (i *InsertBuilder) Set(column string, v any) *InsertBuilder          { return i }
func (i *InsertBuilder) Columns(columns ...string) *InsertBuilder         { return i }
func (i *InsertBuilder) Values(values ...any) *InsertBuilder              { return i }
func (i *InsertBuilder) OnConflict(opts ...ConflictOption) *InsertBuilder { return i }
func (i *InsertBuilder) Returning(columns ...string) *InsertBuilder       { return i }
func (i *InsertBuilder) Query() (string, []any)                           { return "", nil }
func (i *InsertBuilder) QueryErr() (string, []any, error)                 { return "", nil, nil }

// UpdateBuilder is an UPDATE.
type UpdateBuilder struct{ Builder }

func Update(table string) *UpdateBuilder                         { return nil }
func (u *UpdateBuilder) Set(column string, v any) *UpdateBuilder { return u }
func (u *UpdateBuilder) Add(column string, v any) *UpdateBuilder { return u }
func (u *UpdateBuilder) SetNull(column string) *UpdateBuilder    { return u }
func (u *UpdateBuilder) Where(p *Predicate) *UpdateBuilder       { return u }
func (u *UpdateBuilder) Query() (string, []any)                  { return "", nil }

// DeleteBuilder is a DELETE.
type DeleteBuilder struct{ Builder }

func Delete(table string) *DeleteBuilder                   { return nil }
func (d *DeleteBuilder) Where(p *Predicate) *DeleteBuilder { return d }
func (d *DeleteBuilder) Query() (string, []any)            { return "", nil }

// DialectBuilder fixes the dialect.
type DialectBuilder struct{}

func Dialect(name string) *DialectBuilder                    { return nil }
func (d *DialectBuilder) Select(columns ...string) *Selector { return nil }
func (d *DialectBuilder) Insert(table string) *InsertBuilder { return nil }
func (d *DialectBuilder) Update(table string) *UpdateBuilder { return nil }
func (d *DialectBuilder) Delete(table string) *DeleteBuilder { return nil }
func (d *DialectBuilder) Table(name string) *SelectTable     { return nil }
func (d *DialectBuilder) With(name string) *WithBuilder      { return nil }
