package explore_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/explore"
	"barnyard/engine/path"
	"barnyard/engine/slub"
)

// Some small machines are modelled twice: by the engine, and in Promela from
// the fact sheet alone (testdata/promela). A search of every order must come to
// the same ends in both. Each machine is NAME.barn here and NAME.pml there, and
// NAME.ends is what both must say, written by -update from the engine's search.
// The model is asked with BARNYARD_SPIN=1, which needs spin and a C compiler.

const models = "testdata/promela"

// modelled lists the machines; large ones are for BARNYARD_SPIN=1 only.
var modelled = []struct {
	name  string
	large bool
}{
	{"two-cpus", false},
	{"interrupt", false},
	{"interrupt-local", false},
	{"flush-locked", false},
	{"flush-queued", false},
	{"two-cpus-large", true},
	{"interrupt-large", true},
	{"flush-locked-large", true},
	{"flush-queued-large", true},
}

func TestPromela(t *testing.T) {
	for _, m := range modelled {
		t.Run(m.name, func(t *testing.T) {
			spin := os.Getenv("BARNYARD_SPIN") != ""
			if m.large && !spin && !*update {
				t.Skip("a large machine: searched with BARNYARD_SPIN=1")
			}
			file := filepath.Join(models, m.name+".ends")
			ends := searchedEnds(t, m.name)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(strings.Join(ends, "\n")+"\n"), 0o644))
			}
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			want := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
			assert.Equal(t, want, ends, "the ends that the engine comes to")
			t.Run("spin", func(t *testing.T) {
				if !spin {
					t.Skip("the model in Promela is searched with BARNYARD_SPIN=1; that needs spin and gcc")
				}
				assert.Equal(t, want, modelEnds(t, m.name), "the ends that the model comes to")
			})
		})
	}
}

// searchedEnds is what the engine's search comes to, each end once, in order.
func searchedEnds(t *testing.T, name string) []string {
	var ends []string
	r, err := explore.Search(small(t, filepath.Join(models, name+".barn")), explore.Limits{
		Ended: func(k *path.Kernel) { ends = append(ends, endText(k)) },
	})
	require.NoError(t, err)
	require.True(t, r.Complete, "every order must be looked at")
	require.Zero(t, r.Mistakes)
	t.Logf("engine: %d states, %d ends", r.States, r.Ends)
	return sortedOnce(ends)
}

// modelEnds is what the model comes to: spin makes a C program of it, which
// looks at every order, without reduction, and prints each end it comes to.
func modelEnds(t *testing.T, name string) []string {
	for _, program := range []string{"spin", "gcc"} {
		_, err := exec.LookPath(program)
		require.NoError(t, err, "BARNYARD_SPIN=1 needs %s (Debian packages: spin, gcc)", program)
	}
	dir := t.TempDir()
	for _, file := range []string{"sheaves.inc", name + ".pml"} {
		text, err := os.ReadFile(filepath.Join(models, file))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, file), text, 0o644))
	}
	do := func(program string, args ...string) string {
		c := exec.Command(program, args...)
		c.Dir = dir
		out, err := c.CombinedOutput()
		require.NoError(t, err, "%s %s\n%s", program, strings.Join(args, " "), out)
		return string(out)
	}
	do("spin", "-a", name+".pml")
	do("gcc", "-O1", "-w", "-DSAFETY", "-DNOREDUCE", "-DMEMLIM=4000", "-o", "pan", "pan.c")
	out := do(filepath.Join(dir, "pan"), "-m1000000")
	require.Contains(t, out, "errors: 0\n", "an assertion of the model, or a state where it is stuck")
	for _, bad := range []string{"not completed", "too small", "hash factor", "truncated"} {
		require.NotContains(t, out, bad)
	}
	var ends []string
	for _, line := range strings.Split(out, "\n") {
		if end, ok := strings.CutPrefix(line, "END "); ok {
			ends = append(ends, end)
		}
		if strings.Contains(line, "states, stored") {
			t.Log("model: " + strings.TrimSpace(line))
		}
	}
	return sortedOnce(ends)
}

func sortedOnce(lines []string) []string {
	slices.Sort(lines)
	return slices.Compact(lines)
}

// slabNames calls slabs A, B, ... in the order in which they are asked for.
type slabNames []slub.SlabID

func (n *slabNames) of(s slub.SlabID) string {
	i := slices.Index(*n, s)
	if i < 0 {
		i = len(*n)
		*n = append(*n, s)
	}
	return string(rune('A' + i))
}

// endText is an end as the models print it: sheaves.inc says how.
func endText(k *path.Kernel) string {
	h, names := k.Heap, &slabNames{}
	var b strings.Builder
	object := func(o slub.ObjectID) string { return names.of(h.Objects[o].Slab) }
	sheaf := func(id slub.SheafID) string {
		switch {
		case id == slub.None:
			return "-"
		case h.Size(id) == 0:
			return "0"
		}
		text := ""
		for i := range h.Size(id) {
			text += object(*h.Slot(id, i))
		}
		return text
	}
	for cpu := range h.CPUs {
		p := &h.PCS[h.PCSOf(0, cpu)]
		fmt.Fprintf(&b, "cpu%d main=%s", cpu, sheaf(p.Main))
		fmt.Fprintf(&b, " spare=%s; ", sheaf(p.Spare))
	}
	barn, node := &h.Barns[h.BarnOf(0, 0)], &h.Nodes[h.BarnOf(0, 0)]
	b.WriteString("barn full=")
	for id := barn.Full; id != slub.None; id = h.Sheaves[id].Next {
		b.WriteString(sheaf(id))
	}
	fmt.Fprintf(&b, " empty=%d; partial=", barn.NrEmpty)
	for id := node.Head; id != slub.None; id = h.Slabs[id].Next {
		fmt.Fprintf(&b, "%s%d", names.of(id), h.NrFree(id))
	}
	b.WriteString("; held")
	for i := range k.Cfg.Programs {
		fmt.Fprintf(&b, " %d:", i)
		for o := h.Holders[h.HolderOf(0, int32(i))].Head; o != slub.None; o = h.Objects[o].Next {
			b.WriteString(object(o))
		}
	}
	slabs, lost := 0, int32(0)
	for i := range h.Slabs {
		if s := &h.Slabs[i]; s.Live {
			slabs++
			if !s.Partial {
				lost += h.NrFree(slub.SlabID(i))
			}
		}
	}
	fmt.Fprintf(&b, "; slabs=%d lost=%d", slabs, lost)
	return b.String()
}
