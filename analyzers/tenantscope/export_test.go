package tenantscope

// NewFact makes the fact of a package that found something out and imports packages with the given facts.
func NewFact(pkg string, k *Knowledge, imported ...*Fact) (*Fact, error) {
	in, err := mergeFacts(imported)
	if err != nil {
		return nil, err
	}
	return in.export(pkg, k, nil)
}

// Heard is what a package knows of packages with the given facts.
func Heard(facts ...*Fact) (*Knowledge, error) {
	in, err := mergeFacts(facts)
	if err != nil {
		return nil, err
	}
	return in.start(), nil
}
