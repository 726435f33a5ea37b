package privacy

type QueryRule interface{}

type Policy struct{ Query QueryRule }
