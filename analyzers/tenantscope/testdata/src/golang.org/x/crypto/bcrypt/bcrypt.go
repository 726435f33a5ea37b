// Package bcrypt is what the cases need of golang.org/x/crypto/bcrypt.
package bcrypt

func CompareHashAndPassword(hashedPassword, password []byte) error { return nil }
