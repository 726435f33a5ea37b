package config

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
)

// Digest names the meaning of the config: comments, the order of keys, the order within lists where it says nothing, and defaults that are written
// out do not change it. Every driver puts it into its cache key, so what changes it needlessly costs a cold run.
func (c *Config) Digest() string {
	canonical := *c
	normalise(reflect.ValueOf(&canonical).Elem())
	data, err := json.Marshal(canonical)
	if err != nil {
		// Strings, booleans, integers and maps keyed by strings: nothing here can fail to encode.
		panic("config: encode for the digest: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// normalise sorts the lists that are sets, dropping what is named twice, and makes an empty list or map equal to an absent one. It writes into copies:
// the caller's slices stay as they are.
func normalise(v reflect.Value) {
	for _, f := range fieldsOf(v.Type()) {
		switch fv := v.Field(f.index); fv.Kind() {
		case reflect.Struct:
			normalise(fv)
		case reflect.Slice:
			if fv.Len() == 0 {
				fv.SetZero()
			} else if list, ok := fv.Interface().([]string); ok && f.isSet {
				list = slices.Clone(list)
				slices.Sort(list)
				fv.Set(reflect.ValueOf(slices.Compact(list)))
			}
		case reflect.Map:
			if fv.Len() == 0 {
				fv.SetZero()
			}
		}
	}
}
