package jumps

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// compiled is testdata/jumping, for a target.
func compiled(t *testing.T, env ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "jumping")
	cmd := exec.Command("go", "build", "-o", out, "./testdata/jumping")
	cmd.Env = append(os.Environ(), env...)
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, string(said))
	return out
}

// run is what a program for WASI prints.
func run(t *testing.T, module []byte) string {
	t.Helper()
	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	defer r.Close(ctx)
	wasi_snapshot_preview1.MustInstantiate(ctx, r)
	var out bytes.Buffer
	_, err := r.InstantiateWithConfig(ctx, module, wazero.NewModuleConfig().WithStdout(&out).WithStderr(&out).WithArgs("jumping"))
	require.NoError(t, err, out.String())
	return out.String()
}

// A program says the same natively, as compiled for WebAssembly, and straightened;
// a runtime of others, which checks the module first, runs it.
func TestAProgramDoesTheSame(t *testing.T) {
	native, err := exec.Command(compiled(t)).CombinedOutput()
	require.NoError(t, err, string(native))
	assert.Contains(t, string(native), "index out of range [4]")

	module, err := os.ReadFile(compiled(t, "GOOS=wasip1", "GOARCH=wasm"))
	require.NoError(t, err)
	straight, err := Straighten(module)
	require.NoError(t, err)
	assert.Less(t, len(straight), len(module)*99/100, "jumps are shorter")
	assert.Equal(t, string(native), run(t, straight))

	again, err := Straighten(straight)
	require.NoError(t, err)
	assert.Equal(t, straight, again, "nothing is left to do")
}

// assembled is a body without locals.
func assembled(code ...any) []byte {
	out := []byte{0}
	for _, c := range code {
		switch c := c.(type) {
		case int:
			out = append(out, byte(c))
		case []byte:
			out = append(out, c...)
		}
	}
	return append(out, opEnd)
}

func TestJumps(t *testing.T) {
	const void = 0x40
	jump := func(block, br int) []byte { return []byte{opI32Const, byte(block), opLocalSet, 0, opBr, byte(br)} }
	whole := func(first, second, third []byte) []byte {
		return assembled(opLoop, void, opBlock, void, opBlock, void, opBlock, void,
			opLocalGet, 0, opBrTable, 3, 0, 0, 1, 2, opEnd, // block 0 has two numbers
			first, opEnd, second, opEnd, third, opEnd)
	}
	none := []byte{}
	cond := func(then []byte) []byte { return append(append([]byte{opLocalGet, 1, opIf, void}, then...), opEnd) }
	for _, c := range []struct {
		name       string
		from, into []byte
	}{
		{"to the block that follows", whole(jump(2, 2), none, none), whole([]byte{opBr, 0}, none, none)},
		{"over one", whole(jump(3, 2), none, none), whole([]byte{opBr, 1}, none, none)},
		{"by a number that is beyond the table", whole(jump(9, 2), none, none), whole([]byte{opBr, 1}, none, none)},
		{"from the second", whole(none, jump(3, 1), none), whole(none, []byte{opBr, 0}, none)},
		{"an if that only jumps", whole(cond(jump(3, 3)), none, none), whole([]byte{opLocalGet, 1, opBrIf, 1}, none, none)},
		{"an if that does more", whole(cond(append([]byte{0x01}, jump(3, 3)...)), none, none), whole(cond([]byte{0x01, opBr, 2}), none, none)},
		{"an if that jumps and goes on", whole(cond(append(jump(3, 3), 0x01)), none, none), whole(cond([]byte{opBr, 2, 0x01}), none, none)},
		{"back to itself", whole(none, jump(2, 1), none), whole(none, jump(2, 1), none)},
		{"back to the beginning", whole(none, none, jump(0, 0)), whole(none, none, jump(0, 0))},
		{"another exit", whole(jump(2, 1), none, none), whole(jump(2, 1), none, none)},
		{"another local", whole([]byte{opI32Const, 2, opLocalSet, 1, opBr, 2}, none, none), whole([]byte{opI32Const, 2, opLocalSet, 1, opBr, 2}, none, none)},
		{"no table", assembled(jump(2, 2)), assembled(jump(2, 2))},
		{"a table of something else", assembled(opLoop, void, opBlock, void, opLocalGet, 1, opBrTable, 0, 0, opEnd, jump(0, 0), opEnd), assembled(opLoop, void, opBlock, void, opLocalGet, 1, opBrTable, 0, 0, opEnd, jump(0, 0), opEnd)},
		{"an instruction of another age", whole([]byte{0xfd, 0}, none, none), whole([]byte{0xfd, 0}, none, none)},
		{"cut off", whole(jump(2, 2), none, none)[:20], whole(jump(2, 2), none, none)[:20]},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.into, straightened(c.from)) })
	}
}

func TestWhatIsNoModule(t *testing.T) {
	module := func(sections ...byte) []byte { return append([]byte(header), sections...) }
	for _, c := range []struct {
		name, says string
		module     []byte
	}{
		{"nothing", "not a WebAssembly module of version 1", nil},
		{"a component", "not a WebAssembly module of version 1", []byte("\x00asm\x0d\x00\x01\x00")},
		{"a section that is cut off", "section 1 of the module: it ends in the middle of something", module(1, 200)},
		{"code that is cut off", "section 10 of the module: function 1: it ends in the middle of something", module(10, 4, 2, 1, 0, 5)},
		{"a number without an end", "section 3 of the module: it ends in the middle of something", module(3, 0x80)},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Straighten(c.module)
			assert.EqualError(t, err, c.says)
		})
	}
	same, err := Straighten(module())
	require.NoError(t, err)
	assert.Equal(t, module(), same)
}

func TestNumbers(t *testing.T) {
	for _, n := range []int64{0, 1, -1, 63, 64, -64, -65, 1 << 31, -1 << 31, 1<<63 - 1, -1 << 63} {
		r := newReader(signed(n))
		assert.Equal(t, n, r.signed())
		assert.False(t, r.more())
	}
	r := newReader(binary.AppendUvarint(nil, 1<<40))
	assert.EqualValues(t, 1<<40, r.number())
}

// signed writes a number as the specification says.
func signed(n int64) (out []byte) {
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
