package workspace

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// toolID names the running executable by its contents. The linker has written a hash of them near its beginning, which saves
// reading tens of megabytes in a process per package; an executable linked without is read.
func toolID() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	file, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	defer file.Close()
	head := make([]byte, 32<<10) // as much as the go command looks at
	n, err := io.ReadFull(file, head)
	if err != nil && n == 0 {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	head = head[:n]
	if id := buildID(head); id != "" {
		return id, nil
	}
	h := sha256.New()
	h.Write(head)
	if _, err := io.Copy(h, file); err != nil {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	return fmt.Sprintf("sha256 %x", h.Sum(nil)), nil
}

// buildID finds the linker's hash in the beginning of an executable, "" when it is not there.
func buildID(head []byte) string {
	// ELF: a note of the owner "Go" with type 4. The header is its name's length, its contents' length and its type.
	owner := []byte("Go\x00\x00")
	for at := 0; ; at += len(owner) {
		i := bytes.Index(head[at:], owner)
		if i < 0 {
			break
		}
		at += i
		if at < 12 {
			continue
		}
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			size := int(order.Uint32(head[at-8:]))
			start := at + len(owner)
			if order.Uint32(head[at-12:]) == 4 && order.Uint32(head[at-4:]) == 4 && size > 0 && size <= len(head)-start {
				return string(head[start : start+size])
			}
		}
	}
	// Elsewhere: in front of the code.
	if _, rest, ok := bytes.Cut(head, []byte("\xff Go build ID: \"")); ok {
		if id, _, ok := bytes.Cut(rest, []byte("\"\n \xff")); ok {
			return string(id)
		}
	}
	return ""
}
