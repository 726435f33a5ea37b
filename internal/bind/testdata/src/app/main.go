package main

type Reader interface{ Read() }

type Repo interface {
	Reader
	Write()
}

type pgRepo struct{}

func (*pgRepo) Read()  {}
func (*pgRepo) Write() {}

type decorated struct{ Repo }

func (*decorated) Write() {}

type service struct{ repo, other Repo }

func newService(r Repo) *service { return &service{repo: r} }

func read(r Reader) { r.Read() }

type check func() error

type maker func() check

type chain struct {
	list   []check
	made   []maker
	byName map[string]check
	spun   check
	turned check
}

func (c *chain) use(f check)  { c.list = append(c.list, f) }
func (c *chain) make(m maker) { c.made = append(c.made, m) }

func (c *chain) run() {
	for _, f := range c.list {
		_ = f()
	}
	for _, m := range c.made {
		_ = m()()
	}
}

type guard struct{ ok bool }

func (g *guard) check() error { return nil }

func first() error  { return nil }
func second() error { return nil }

func twice() check { return func() error { return first() } }

func run(f check) { _ = f() }

func main() {
	var r Repo = &pgRepo{}
	_ = newService(r)
	read(r)
	var d Repo = &decorated{Repo: r}
	d.Write()
	c := &chain{byName: map[string]check{"first": first, "second": second}}
	g := &guard{}
	c.use(g.check)
	c.use(func() error { return nil })
	c.make(twice)
	c.run()
	run(first)
}

// rotate puts what a list holds back into it.
func (c *chain) rotate() {
	made := make([]check, 1)
	made[0] = first
	for range 3 {
		made[0] = made[len(made)-1]
		made = append(made, made[0])
	}
	c.spun = made[0]
}

func same[T any](v T) T { return v }

// again hands a generic function what it gave before.
func (c *chain) again() {
	f := c.spun
	for range 3 {
		f = same(f)
	}
	for range 3 {
		f = wrap(f)()
	}
	c.turned = f
}

func wrap(f check) func() check { return func() check { return f } }
