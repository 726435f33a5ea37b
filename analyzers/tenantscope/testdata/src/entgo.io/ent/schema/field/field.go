package field

type Builder struct{ name string }

func String(name string) *Builder { return &Builder{name} }
