package tenantscope

// MergeFacts merges as a package does with the facts of its imports.
func MergeFacts(facts ...*Fact) *Fact {
	merged, s := &Fact{}, newSeen()
	for _, f := range facts {
		merged.merge(f, s)
	}
	merged.sort()
	return merged
}
