package jumps

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deed is something that a body does, and, of a jump, which deeds it may lead to.
type deed struct {
	what string
	to   []*label
	at   []int // the same by number, once the whole body is read
}

// label is what a jump leads to: the number of a deed.
type label struct {
	deed   int
	orElse *label // of an if
}

// flow is a body as its deeds. Neither blocks are in it nor in which way a jump is
// written, so that bodies with the same flow do the same. It is made without what
// Straighten goes by: it follows every exit to its label.
type flow struct {
	all   []instruction
	of    []byte
	deeds []deed
	open  []*label
	loop  *label   // that begins with the table
	table []*label // where that leads to
}

func flowOf(t *testing.T, of []byte) *flow {
	r := newReader(of)
	for n := r.number(); n > 0; n-- {
		r.number()
		r.byte()
	}
	f := &flow{of: of, open: []*label{{}}, deeds: []deed{{what: string(of[:r.at])}}}
	for r.more() {
		f.all = append(f.all, r.instruction())
	}
	require.NoError(t, r.failed)
	for at := 0; at < len(f.all); {
		at += f.take(at)
	}
	require.Empty(t, f.open)
	f.do("\x0f") // behind the last end
	for i, d := range f.deeds {
		for _, l := range d.to {
			f.deeds[i].at = append(f.deeds[i].at, l.deed)
		}
	}
	return f
}

func (f *flow) do(what string, to ...*label) { f.deeds = append(f.deeds, deed{what: what, to: to}) }
func (f *flow) exit(deep uint64) *label      { return f.open[len(f.open)-1-int(deep)] }

// jumpLen is how many instructions a jump by the table is.
const jumpLen = 3

// take reads what begins at an instruction, and is how many instructions that is.
func (f *flow) take(at int) int {
	i := f.all[at]
	if to := f.byTable(at); to != nil {
		f.do("go", to)
		return jumpLen
	}
	switch i.op {
	case opIf:
		l := &label{orElse: &label{}}
		f.open = append(f.open, l)
		if to := f.byTable(at + 1); to != nil && f.all[at+1+jumpLen].op == opEnd {
			f.do("go if", to)
			f.end(l)
			return 1 + jumpLen + 1
		}
		f.do("go unless", l.orElse)
	case opBlock:
		f.open = append(f.open, &label{})
	case opLoop:
		f.open = append(f.open, &label{deed: len(f.deeds)})
	case 0x05:
		l := f.exit(0)
		f.do("go", l)
		l.orElse.deed, l.orElse = len(f.deeds), nil
	case opEnd:
		f.end(f.exit(0))
	case opBr:
		f.do("go", f.exit(uint64(i.n)))
	case opBrIf:
		f.do("go if", f.exit(uint64(i.n)))
	case opBrTable:
		f.many(i)
	default:
		f.do(string(f.of[i.start:i.end]))
	}
	return 1
}

// end closes the innermost label. A loop's is where it began.
func (f *flow) end(l *label) {
	f.open = f.open[:len(f.open)-1]
	if l.deed == 0 {
		l.deed = len(f.deeds)
	}
	if l.orElse != nil {
		l.orElse.deed = len(f.deeds)
	}
}

// many is a table. It is the one by which jumps go if a loop does nothing before it
// but read local 0.
func (f *flow) many(i instruction) {
	var to []*label
	for _, deep := range i.table {
		to = append(to, f.exit(deep))
	}
	reads := len(f.deeds) - 1
	f.do("table", to...)
	for _, l := range f.open {
		if l.deed == reads && f.deeds[reads].what == "\x20\x00" {
			f.loop, f.table = l, to
		}
	}
}

// byTable is where a jump by the table leads to, nil if there is none here.
func (f *flow) byTable(at int) *label {
	if f.table == nil || at+2 >= len(f.all) || f.all[at].op != opI32Const || !f.all[at+1].is(opLocalSet, 0) || f.all[at+2].op != opBr {
		return nil
	}
	if f.exit(uint64(f.all[at+2].n)) != f.loop {
		return nil
	}
	return f.table[min(int(uint32(f.all[at].n)), len(f.table)-1)]
}

// walk goes on from two deeds of two flows for as long as both do the same.
type walk struct {
	t     *testing.T
	name  string
	a, b  *flow
	been  map[[2]int]bool
	ahead [][2]int
}

// same fails unless the bodies do the same from their beginning, and wherever they
// are come back to.
func same(t *testing.T, name string, before, after []byte) {
	w := &walk{t: t, name: name, a: flowOf(t, before), b: flowOf(t, after), been: map[[2]int]bool{}, ahead: [][2]int{{0, 0}}}
	for len(w.ahead) > 0 {
		last := len(w.ahead) - 1
		pair := w.ahead[last]
		w.ahead = w.ahead[:last]
		w.on(w.a.goes(pair[0]), w.b.goes(pair[1]))
	}
}

// goes is the deed that is done at a place: jumps that are always taken are none.
func (f *flow) goes(at int) int {
	for range f.deeds {
		if f.deeds[at].what != "go" {
			break
		}
		at = f.deeds[at].at[0]
	}
	return at
}

// on compares two deeds, and adds what may follow.
func (w *walk) on(i, j int) {
	if w.been[[2]int{i, j}] {
		return
	}
	w.been[[2]int{i, j}] = true
	require.Equal(w.t, i == len(w.a.deeds), j == len(w.b.deeds), w.name)
	if i == len(w.a.deeds) {
		return
	}
	d, e := w.a.deeds[i], w.b.deeds[j]
	if d.what != e.what || len(d.at) != len(e.at) {
		require.Failf(w.t, w.name, "deed %d: %q %v became %q %v", i, d.what, d.at, e.what, e.at)
	}
	for k := range d.at {
		if d.what != "table" || k == 0 || w.a.resumes(d.at[k]) || w.b.deeds[w.b.goes(e.at[k])].what != never {
			w.ahead = append(w.ahead, [2]int{d.at[k], e.at[k]})
		}
	}
	if d.what != "table" && d.what != never && d.what != "\x0f" {
		w.ahead = append(w.ahead, [2]int{i + 1, j + 1})
	}
}

// never is the deed that nobody comes to.
const never = "\x00"

// resumes reports whether a deed is done after another goroutine has run: whether it
// follows a call, behind which the stack's end is read anew and the function is left
// if it has to wait, or whether it is that of a function with defers, which begins
// with the call itself.
func (f *flow) resumes(at int) bool {
	calls := func(at int) bool {
		return at >= 0 && at < len(f.deeds) && (f.deeds[at].what[0] == opCall || f.deeds[at].what[0] == opCallIndirect)
	}
	return calls(at-4) && f.deeds[at-1].what == "go if" || calls(at+9)
}

// bodies are those of a module.
func bodies(t *testing.T, module []byte) (all [][]byte) {
	for r := newReader(module[len(header):]); r.more(); {
		id, section := r.byte(), newReader(r.sized())
		if id != codeSection {
			continue
		}
		for n := section.number(); n > 0; n-- {
			all = append(all, section.sized())
		}
		require.NoError(t, section.failed)
	}
	return all
}

// Every function goes where it went, jump by jump. BARNYARD_WASM names a module of
// your own to look at.
func TestEveryJumpGoesWhereItWent(t *testing.T) {
	path := os.Getenv("BARNYARD_WASM")
	if path == "" {
		path = compiled(t, "GOOS=wasip1", "GOARCH=wasm")
	}
	module, err := os.ReadFile(path)
	require.NoError(t, err)
	straight, err := Straighten(module)
	require.NoError(t, err)

	before, after := bodies(t, module), bodies(t, straight)
	require.Len(t, after, len(before))
	changed := 0
	for i, body := range before {
		if string(body) != string(after[i]) {
			changed++
		}
		same(t, fmt.Sprint("function ", i), body, after[i])
	}
	assert.Greater(t, changed, len(before)/3)
	t.Log(changed, "of", len(before), "functions changed")
}
