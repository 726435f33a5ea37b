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

type memRepo struct{ pgRepo }

type opener func() Repo

// registry is filled by those that register themselves.
type registry struct {
	open   map[string]opener
	shared map[string]Repo
	all    []Repo
	other  map[string]Repo
	opened Repo
	found  Repo
	each   Repo
	picked Repo
	missed Repo
}

func (r *registry) register(name string, f opener) { r.open[name] = f }
func (r *registry) share(name string, v Repo)      { r.shared[name] = v }
func (r *registry) add(v ...Repo)                  { r.all = append(r.all, v...) }

func (r *registry) ask(name string) {
	if f, ok := r.open[name]; ok {
		r.opened = f()
	}
	r.found = r.shared[name]
	for _, v := range r.all {
		r.each = v
	}
	r.missed = r.other[name]
	local := map[string]opener{"mem": func() Repo { return &memRepo{} }}
	r.picked = local[name]()
}

func registered() {
	r := &registry{open: map[string]opener{}, shared: map[string]Repo{}}
	r.register("pg", func() Repo { return &pgRepo{} })
	r.register("decorated", openDecorated)
	r.share("mem", &memRepo{})
	r.add(&pgRepo{}, &decorated{})
}

func openDecorated() Repo { return &decorated{} }

// Finder is embedded: who has a Store asks what is converted to Store.
type Finder interface{ Find() Repo }

type Store interface{ Finder }

type pgStore struct{}

func (pgStore) Find() Repo { return &memRepo{} }

type user struct {
	store Store
	repo  Repo
}

func (u *user) use() { u.repo = u.store.Find() }

func users() { (&user{store: pgStore{}}).use() }
