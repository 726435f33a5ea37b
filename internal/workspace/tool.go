package workspace

import (
	"bytes"
	"crypto/sha256"
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
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(file, head)
	if err != nil && n == 0 {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	head = head[:n]
	if _, rest, ok := bytes.Cut(head, []byte("\xff Go build ID: \"")); ok {
		if id, _, ok := bytes.Cut(rest, []byte("\"\n \xff")); ok && len(id) > 0 {
			return string(id), nil
		}
	}
	h := sha256.New()
	h.Write(head)
	if _, err := io.Copy(h, file); err != nil {
		return "", fmt.Errorf("identify the executable: %w", err)
	}
	return fmt.Sprintf("sha256 %x", h.Sum(nil)), nil
}
