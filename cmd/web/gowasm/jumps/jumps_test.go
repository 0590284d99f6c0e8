package jumps

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// compiled is testdata/jumping, for a target.
func compiled(t *testing.T, env ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "jumping.exe") // Windows runs no other
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

// assembled is a body without locals, of codes behind a table that knows them by
// their numbers; what is beyond them is the last.
func assembled(codes ...[]byte) []byte {
	out := append([]byte{0, opLoop, void}, bytes.Repeat([]byte{opBlock, void}, len(codes))...)
	out = append(out, opLocalGet, 0, opBrTable, byte(len(codes)))
	for n := range codes {
		out = append(out, byte(n))
	}
	out = append(out, byte(len(codes)-1))
	for _, c := range codes {
		out = append(append(out, opEnd), c...)
	}
	return append(out, opEnd, opUnreachable, opEnd)
}

func TestJumps(t *testing.T) {
	var (
		none = []byte{}
		work = []byte{opLocalGet, 7, 0x1a}
		ret  = []byte{opI32Const, 0, opReturn}
		call = []byte{opCall, 5}

		byAddress = []byte{opLocalSet, 0, opI32Const, 0, opLocalGet, 0, opCallIndirect, 0, 0}
	)
	of := func(all ...[]byte) []byte { return slices.Concat(all...) }
	jump := func(to, br byte) []byte { return []byte{opI32Const, to, opLocalSet, 0, opBr, br} }
	br := func(n byte) []byte { return []byte{opBr, n} }
	brIf := func(n byte) []byte { return []byte{opLocalGet, 1, opBrIf, n} }
	when := func(then ...[]byte) []byte { return of([]byte{opLocalGet, 1, opIf, void}, of(then...), []byte{opEnd}) }
	opens := func(blocks int) []byte {
		return append([]byte{opLoop, void}, bytes.Repeat([]byte{opBlock, void}, blocks)...)
	}
	end, never := []byte{opEnd}, []byte{opUnreachable}

	for _, c := range []struct {
		name       string
		from, into []byte // nil: it stays
	}{
		{"to the code that follows", assembled(jump(1, 2), none, none), assembled(br(0), none, none)},
		{"over one", assembled(jump(2, 2), none, none), assembled(br(1), none, none)},
		{"by a number that is beyond the table", assembled(jump(9, 2), none, none), assembled(br(1), none, none)},
		{"from the second", assembled(none, jump(2, 1), none), assembled(none, br(0), none)},
		{"an if that only jumps", assembled(when(jump(2, 3)), none, none), assembled(brIf(1), none, none)},
		{"an if that does more", assembled(when(work, jump(2, 3)), none, none), assembled(when(work, br(2)), none, none)},
		{"an if that jumps and goes on", assembled(when(jump(2, 3), work), none, none), assembled(when(br(2), work), none, none)},
		{"back to the beginning", assembled(none, none, jump(0, 0)), nil},
		{"back, and there is nothing behind", assembled(none, work, jump(1, 0)), nil},
		{"another exit", assembled(jump(1, 1), none, none), nil},
		{"another local", assembled([]byte{opI32Const, 2, opLocalSet, 1, opBr, 1}, none, none), nil},
		{"an instruction of another age", assembled([]byte{0xfd, 0}, jump(2, 1), none), nil},
		{"a way into another code that is no jump", assembled(jump(1, 2), brIf(1), none), nil},
		{"cut off", assembled(jump(1, 2), none, none)[:18], nil},
		{"behind a call by address", assembled(of(byAddress, jump(1, 2)), none, none), assembled(of(byAddress, br(0)), none, none)},
		{"somebody reads which block it is", assembled(of(jump(1, 2), []byte{opLocalGet, 0, 0x1a}), none, none), nil},
		{"no table", []byte{0, opI32Const, 1, opLocalSet, 0, opEnd}, nil},
		{"a table of something else", []byte{0, opLoop, void, opBlock, void, opLocalGet, 1, opBrTable, 0, 0, opEnd, opI32Const, 0, opLocalSet, 0, opBr, 0, opEnd, opEnd}, nil},

		{"a loop of one code", assembled(work, of(work, when(jump(1, 2))), ret),
			assembled(work, of(opens(0), work, brIf(0), br(1), end, never), ret)},
		{"for ever", assembled(work, of(when(ret), jump(1, 1)), ret),
			assembled(work, of(opens(0), when(ret), br(0), end, never), ret)},
		{"with the question at the end", assembled(jump(2, 3), work, of(work, when(jump(1, 2))), ret),
			assembled(br(1), never, of(opens(1), work, brIf(0), br(2), end, work, br(0), end, never), ret)},
		{"that is left from its middle", assembled(work, of(work, when(jump(3, 3))), when(jump(1, 2)), ret),
			assembled(work, of(opens(1), work, brIf(3), end, brIf(0), br(2), end, never), never, ret)},
		{"that calls somebody", assembled(work, of(call, when(jump(1, 2))), ret), nil},
		{"behind a call", assembled(of(call, work), of(work, when(jump(1, 2))), ret),
			assembled(of(call, work), of(opens(0), work, brIf(0), br(1), end, never), ret)},
		{"behind a call, and entered at its end", assembled(of(call, jump(2, 3)), work, of(work, when(jump(1, 2))), ret), assembled(of(call, br(1)), work, of(work, when(jump(1, 2))), ret)},
		{"with another within", assembled(work, of(work, when(jump(4, 4))), of(work, when(jump(2, 3))), jump(1, 1), ret),
			assembled(work, of(work, brIf(2)), of(opens(0), work, brIf(0), br(1), end, never), jump(1, 1), ret)},
		{"that is entered at two places", assembled(when(jump(2, 4)), work, of(work, when(jump(1, 2))), ret), assembled(brIf(1), work, of(work, when(jump(1, 2))), ret)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.into == nil {
				c.into = c.from
			}
			assert.Equal(t, c.into, straightened(c.from))
		})
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
