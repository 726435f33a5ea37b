package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/fix"
)

// Under go vet every package is a process of its own, and reading all files of the workspace in each would cost more than the analysis. But
// before the first of them the go command asks the tool for its identity, once, in its own directory. That process reads everything, puts the
// digest into the identity, and leaves a record for those to come: which snapshots the digest was taken over. So all packages see the very
// state that the go command's cache key names, also when a file is written meanwhile.
//
// The record is filed under the go command's process: its number and when it started, as numbers are used again. Where the system does not tell
// the latter, or the go command starts its tools through a wrapper, there is no record, and each process reads the files itself.

// record is what one process leaves to its siblings.
type record struct {
	// Home is the directory that the go command was started in.
	Home string
	// Shared are the further modules that the config there names.
	Shared []string
	// Opened leads from roots and configs to the addresses of snapshots.
	Opened map[string]string
}

// address finds the snapshot of a workspace, "" when there is no record of it.
func (r *record) address(root, config string) string {
	if r == nil {
		return ""
	}
	return r.Opened[root+"\x00"+config]
}

// Announce leaves a record of what is open for the processes that the same parent starts later.
func (c *Cache) Announce() {
	name := c.store.recordName()
	if name == "" {
		return
	}
	r := record{Home: c.home, Shared: c.shared(), Opened: map[string]string{}}
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, o := range c.open {
		if o.stored {
			r.Opened[k.root+"\x00"+k.config] = o.address
		}
	}
	data, err := json.Marshal(r)
	if err != nil {
		return
	}
	if os.MkdirAll(filepath.Dir(name), 0o755) == nil {
		_ = fix.WriteFile(name, data) // without it the others take longer
	}
}

// handed reads the record that this process's parent had written; nil for none.
func (st store) handed() *record {
	name := st.recordName()
	if name == "" {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	r := new(record)
	if json.Unmarshal(data, r) != nil {
		return nil
	}
	return r
}

// recordName is the file for this process's parent, "" when the parent cannot be told from a later process of its number.
func (st store) recordName() string {
	if st.dir == "" {
		return ""
	}
	parent := os.Getppid()
	start, err := startOf(parent)
	if err != nil {
		return ""
	}
	return filepath.Join(st.dir, "run", fmt.Sprintf("%d-%s", parent, start))
}

// startOf tells when a process was started, in a form that no other process of its number has.
func startOf(pid int) (string, error) {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return "", err
	}
	// The second field is the program's name in parentheses and may hold anything; the start is the 22nd.
	_, rest, ok := strings.Cut(string(data[max(0, strings.LastIndexByte(string(data), ')')):]), ") ")
	fields := strings.Fields(rest)
	if !ok || len(fields) < 20 {
		return "", errors.New("no start time")
	}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return "", err
	}
	// Containers that share a cache directory count their processes apart.
	space, err := os.Readlink("/proc/self/ns/pid")
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(fields[19] + " " + string(boot) + " " + space))
	return hex.EncodeToString(sum[:8]), nil
}
