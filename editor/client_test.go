package editor_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/analyzers"
)

// client is as much of an editor as the tests need: it speaks to one server over its standard streams.
type client struct {
	t    testing.TB
	root string
	cmd  *exec.Cmd
	in   io.WriteCloser
	done chan struct{} // closed when the server has ended

	mu        sync.Mutex
	changed   *sync.Cond
	next      int
	answers   map[int]json.RawMessage
	published map[string][]diagnostic // by absolute name
	text      map[string]string       // of open files
	version   map[string]int
	work      map[string]bool // tokens of diagnosing that has begun and not ended
	finished  int             // how often diagnosing has ended
	said      []string        // what the server complains of
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type diagnostic struct {
	Range           span `json:"range"`
	Severity        int  `json:"severity"`
	Code            any  `json:"code"`
	CodeDescription *struct{ Href string }
	Source          string `json:"source"`
	Message         string `json:"message"`
	Related         []struct {
		Location struct {
			URI   string `json:"uri"`
			Range span   `json:"range"`
		} `json:"location"`
		Message string `json:"message"`
	} `json:"relatedInformation"`

	raw json.RawMessage
}

// UnmarshalJSON keeps the original, which goes back to the server when actions are asked for.
func (d *diagnostic) UnmarshalJSON(data []byte) error {
	type plain diagnostic
	if err := json.Unmarshal(data, (*plain)(d)); err != nil {
		return err
	}
	d.raw = slices.Clone(data)
	return nil
}

type textEdit struct {
	Range   span   `json:"range"`
	NewText string `json:"newText"`
}

type action struct {
	Title string `json:"title"`
	Kind  string `json:"kind"`
	Edit  *struct {
		DocumentChanges []struct {
			TextDocument struct {
				URI string `json:"uri"`
			} `json:"textDocument"`
			Edits []textEdit `json:"edits"`
		} `json:"documentChanges"`
	} `json:"edit"`
}

const answerTime = 5 * time.Minute // machines that run tests are slow at times; nothing waits that long but a failing test

// start runs a server in a directory. Results are kept below cache.
func start(t testing.TB, bin, root, cache string, settings map[string]any) *client {
	t.Helper()
	c := &client{
		t: t, root: root, done: make(chan struct{}), answers: map[int]json.RawMessage{}, published: map[string][]diagnostic{},
		text: map[string]string{}, version: map[string]int{}, work: map[string]bool{},
	}
	c.changed = sync.NewCond(&c.mu)
	c.cmd = exec.Command(bin, "serve")
	c.cmd.Dir = root
	c.cmd.Env = append(os.Environ(), "GOPLSCACHE="+cache, "GOFLAGS=-mod=mod", "GOTELEMETRY=off")
	in, err := c.cmd.StdinPipe()
	require.NoError(t, err)
	out, err := c.cmd.StdoutPipe()
	require.NoError(t, err)
	var stderr strings.Builder
	c.cmd.Stderr = &stderr
	c.in = in
	require.NoError(t, c.cmd.Start())
	go c.listen(bufio.NewReader(out))
	t.Cleanup(func() {
		c.stop()
		if t.Failed() && stderr.Len() > 0 {
			t.Log(stderr.String())
		}
	})
	options := map[string]any{"verboseWorkDoneProgress": true, "diagnosticsDelay": "10ms", "analysisProgressReporting": false}
	for k, v := range settings {
		options[k] = v
	}
	c.settle(func() {
		c.call("initialize", map[string]any{
			"processId": os.Getpid(), "rootUri": uriOf(root), "initializationOptions": options,
			"workspaceFolders": []any{map[string]any{"uri": uriOf(root), "name": "app"}},
			"capabilities": map[string]any{
				"window": map[string]any{"workDoneProgress": true},
				"textDocument": map[string]any{
					"publishDiagnostics": map[string]any{"relatedInformation": true, "codeDescriptionSupport": true, "versionSupport": true},
					"codeAction":         map[string]any{"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}}}},
				},
				"workspace": map[string]any{"workspaceEdit": map[string]any{"documentChanges": true}},
			},
		})
		c.notify("initialized", struct{}{})
	})
	return c
}

// stop ends the server in the way of an editor.
func (c *client) stop() {
	select {
	case <-c.done:
		return
	default:
	}
	c.call("shutdown", nil)
	c.notify("exit", nil)
	_ = c.in.Close()
	select {
	case <-c.done:
	case <-time.After(time.Minute):
		_ = c.cmd.Process.Kill()
	}
	_ = c.cmd.Wait()
}

// alive fails the test if the server has ended.
func (c *client) alive() {
	c.t.Helper()
	select {
	case <-c.done:
		c.t.Fatal("the server has ended")
	default:
	}
}

func (c *client) send(message map[string]any) {
	c.t.Helper()
	message["jsonrpc"] = "2.0"
	data, err := json.Marshal(message)
	require.NoError(c.t, err)
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
	require.NoError(c.t, err)
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	c.send(map[string]any{"method": method, "params": params})
}

// call sends a request and waits for its result.
func (c *client) call(method string, params any) json.RawMessage {
	c.t.Helper()
	c.mu.Lock()
	c.next++
	id := c.next
	c.mu.Unlock()
	c.send(map[string]any{"id": id, "method": method, "params": params})
	var answer json.RawMessage
	c.wait(method, func() bool {
		var ok bool
		answer, ok = c.answers[id]
		return ok
	})
	return answer
}

// wait waits until a condition on what the server has sent holds.
func (c *client) wait(what string, holds func() bool) {
	c.t.Helper()
	late := time.AfterFunc(answerTime, c.changed.Broadcast)
	defer late.Stop()
	deadline := time.Now().Add(answerTime)
	c.mu.Lock()
	defer c.mu.Unlock()
	for !holds() {
		if time.Now().After(deadline) {
			c.t.Fatalf("%s: no answer", what)
		}
		select {
		case <-c.done:
			c.t.Fatalf("%s: the server has ended: %s", what, c.said)
		default:
		}
		c.changed.Wait()
	}
}

// settle does something that makes the server diagnose, and waits until it has.
func (c *client) settle(do func()) {
	c.t.Helper()
	c.mu.Lock()
	before := c.finished
	c.mu.Unlock()
	do()
	c.wait("diagnostics", func() bool { return c.finished > before && len(c.work) == 0 })
}

// listen takes in what the server sends.
func (c *client) listen(r *bufio.Reader) {
	defer func() {
		close(c.done)
		c.changed.Broadcast()
	}()
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return
		}
		data := make([]byte, length)
		if _, err := io.ReadFull(r, data); err != nil {
			return
		}
		c.take(data)
		c.changed.Broadcast()
	}
}

func (c *client) take(data []byte) {
	var m struct {
		ID             *json.RawMessage
		Method         string
		Params, Result json.RawMessage
		Error          *struct{ Message string }
	}
	if json.Unmarshal(data, &m) != nil {
		return
	}
	if m.ID != nil && m.Method != "" {
		go c.send(map[string]any{"id": m.ID, "result": nil}) // every question of the server's may be answered so
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch m.Method {
	case "":
		id, _ := strconv.Atoi(string(*m.ID))
		if m.Error != nil {
			c.said = append(c.said, m.Error.Message)
		}
		c.answers[id] = m.Result
	case "textDocument/publishDiagnostics":
		var p struct {
			URI         string
			Diagnostics []diagnostic
		}
		_ = json.Unmarshal(m.Params, &p)
		c.published[nameOf(p.URI)] = p.Diagnostics
	case "$/progress":
		var p struct {
			Token any
			Value struct{ Kind, Title string }
		}
		_ = json.Unmarshal(m.Params, &p)
		token := fmt.Sprint(p.Token)
		switch {
		case p.Value.Kind == "begin" && strings.HasPrefix(p.Value.Title, "diagnosing"):
			c.work[token] = true
		case p.Value.Kind == "end" && c.work[token]:
			delete(c.work, token)
			c.finished++
		}
	case "window/showMessage", "window/logMessage":
		var p struct {
			Type    int
			Message string
		}
		_ = json.Unmarshal(m.Params, &p)
		if p.Type <= 1 {
			c.said = append(c.said, p.Message)
		}
	}
}

// open opens files, given relative to the root, as they are on disk.
func (c *client) open(names ...string) {
	c.t.Helper()
	c.settle(func() {
		for _, name := range names {
			path := c.path(name)
			data, err := os.ReadFile(path)
			require.NoError(c.t, err)
			c.text[path], c.version[path] = string(data), 1
			c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uriOf(path), "languageId": "go", "version": 1, "text": string(data)}})
		}
	})
}

// wrote tells the server of a file that was written to disk and is not open, as an editor that watches files does.
func (c *client) wrote(name string) {
	c.t.Helper()
	c.settle(func() {
		c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": uriOf(c.path(name)), "type": 2}}})
	})
}

// edit replaces the text of an open file; nothing is saved.
func (c *client) edit(name string, change func(string) string) {
	c.t.Helper()
	c.settle(func() { c.change(name, change) })
}

func (c *client) change(name string, change func(string) string) {
	path := c.path(name)
	text := change(c.text[path])
	require.NotEqual(c.t, c.text[path], text, "the edit changes nothing")
	c.text[path] = text
	c.version[path]++
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uriOf(path), "version": c.version[path]},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// touch makes an edit without a meaning, as the one that gopls looks at other files after.
func (c *client) touch(name string) {
	c.t.Helper()
	c.edit(name, func(s string) string { return s + "\n" })
}

// ours are the diagnostics of the suite in a file, in their order.
func (c *client) ours(name string) []diagnostic {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []diagnostic
	for _, d := range c.published[c.path(name)] {
		if slices.Contains(append(analyzers.Names(), "bailiwick"), d.Source) {
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b diagnostic) int {
		return cmp.Or(a.Range.Start.Line-b.Range.Start.Line, a.Range.Start.Character-b.Range.Start.Character, strings.Compare(a.Message, b.Message))
	})
	return list
}

// messages are those of ours with their lines, counted from 1.
func (c *client) messages(name string) []string {
	list := []string{}
	for _, d := range c.ours(name) {
		list = append(list, fmt.Sprintf("%d: %s", d.Range.Start.Line+1, d.Message))
	}
	return list
}

// files are those with diagnostics of ours, relative to the root.
func (c *client) files() []string {
	c.mu.Lock()
	var names []string
	for path := range c.published {
		if rel, err := filepath.Rel(c.root, path); err == nil {
			names = append(names, filepath.ToSlash(rel))
		}
	}
	c.mu.Unlock()
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool { return len(c.ours(name)) == 0 })
}

// actions are the quick fixes of a diagnostic.
func (c *client) actions(name string, d diagnostic) []action {
	c.t.Helper()
	var list []action
	require.NoError(c.t, json.Unmarshal(c.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": uriOf(c.path(name))}, "range": d.Range,
		"context": map[string]any{"diagnostics": []json.RawMessage{d.raw}, "only": []string{"quickfix"}},
	}), &list))
	return list
}

// apply makes the edits of an action, which lie in one open file.
func (c *client) apply(name string, a action) {
	c.t.Helper()
	require.NotNil(c.t, a.Edit, a.Title)
	require.Len(c.t, a.Edit.DocumentChanges, 1)
	require.Equal(c.t, c.path(name), nameOf(a.Edit.DocumentChanges[0].TextDocument.URI))
	edits := slices.Clone(a.Edit.DocumentChanges[0].Edits)
	c.edit(name, func(text string) string {
		slices.SortStableFunc(edits, func(a, b textEdit) int {
			return cmp.Or(b.Range.Start.Line-a.Range.Start.Line, b.Range.Start.Character-a.Range.Start.Character)
		})
		for _, e := range edits {
			text = text[:offset(text, e.Range.Start)] + e.NewText + text[offset(text, e.Range.End):]
		}
		return text
	})
}

// offset is the byte of a position, whose columns count UTF-16.
func offset(text string, p position) int {
	at := 0
	for range p.Line {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	for units := 0; units < p.Character; {
		r := []rune(text[at:min(at+4, len(text))])[0]
		units += utf16.RuneLen(r)
		at += len(string(r))
	}
	return at
}

func (c *client) path(name string) string { return filepath.Join(c.root, filepath.FromSlash(name)) }

func uriOf(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

func nameOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return uri
	}
	return filepath.FromSlash(u.Path)
}
