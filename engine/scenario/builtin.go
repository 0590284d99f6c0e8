package scenario

import (
	"embed"
	"fmt"
	"strings"
)

// The built-in scenarios are files in builtin/. The first line of each is a
// comment: the sentence that says what it shows. The comments below it hold
// the arithmetic behind the claims.

//go:embed builtin/*.barn
var builtinFiles embed.FS

// Builtin is a scenario that comes with the program.
type Builtin struct {
	Name    string // of the file, without .barn
	Summary string // one sentence
	Text    []byte
}

func builtinNames() []string {
	return []string{
		"shrink-under-poll", "shrink-under-fifo",
		"alloc-burst", "free-burst", "barn-empty", "producer-consumer",
		"regime-throttled", "regime-unthrottled", "regime-fair-server",
		"destroy-isolated", "kfree-rcu-burst", "rcu-barrier", "flush-race", "nmi-nolock", "nolock-commit",
		"interrupted-loop", "interrupted-loop-throttled", "interrupted-loop-unthrottled", "lru-drain-bh", "lru-drain-sum",
		"page-fault3", "double-caching",
		"hot-unplug", "memory-offline", "task-migrates",
		"bootstrap", "boot-assert", "pin-leak", "key-flip", "key-flip-early", "key-flip-lru",
		"four-policies", "four-policies-silent", "userret-deadlock",
		"kmalloc-bench", "rt-preempted-holder", "rt-pi-chain", "irq-reentry", "fifo-over-holder",
		"rescuer", "rescuer-under-fifo",
	}
}

// Builtins gives all of them, the main story first.
func Builtins() []Builtin {
	var all []Builtin
	for _, name := range builtinNames() {
		all = append(all, load(name))
	}
	return all
}

// Lookup finds a built-in by its name.
func Lookup(name string) (Builtin, bool) {
	for _, b := range Builtins() {
		if b.Name == name {
			return b, true
		}
	}
	return Builtin{}, false
}

func load(name string) Builtin {
	text, err := builtinFiles.ReadFile("builtin/" + name + ".barn")
	if err != nil {
		panic(fmt.Sprintf("scenario: built-in %s is not in the program: %v", name, err))
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return Builtin{Name: name, Summary: strings.TrimPrefix(first, "# "), Text: text}
}
