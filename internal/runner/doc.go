// Package runner analyses one package given the facts of its direct imports. It is the one engine under the command and
// under the vet protocol, so that the two cannot come to different answers.
//
// It is deliberately narrower than the drivers of x/tools, because the narrowest driver sets what an analyzer may rely on:
//
//   - package facts only. Under go vet an object fact on a method of an unexported type arrives or does not, depending on the
//     version; here exporting one fails the package and names the analyzer;
//   - facts of direct imports only. Under go vet those of indirect imports do not arrive, not even when a type of theirs is in
//     hand, so they are not handed out here either;
//   - facts always pass through gob, in the command too, so that what does not survive a process boundary fails in every test.
//
// The version of golang.org/x/tools that a user's module selects (through a tool line in its go.mod) changes nothing here:
// neither unitchecker nor its fact files are used.
package runner
