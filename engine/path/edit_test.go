package path

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
)

func TestEveryGenerationLinksInEveryMode(t *testing.T) {
	_, err := Link(Build{Generation: "6.18"})
	require.NoError(t, err)
	_, err = Link(Build{Mode: qpw.Off, Generation: "6.18"})
	require.EqualError(t, err, "path: qpw=0 without the series that brings it", "the series is for later kernels")
	_, err = Link(Build{Series: "qpw-v2", Generation: "6.18"})
	require.EqualError(t, err, "path: qpw-v2 is for kernels from 7.0 on, not for 6.18")
	_, err = Link(Build{Patches: []string{"before-nolock"}, Generation: "6.18"})
	require.Error(t, err, "the nolock functions of 6.18 know no sheaves")
	for _, g := range []string{"7.0-rc1", "7.0-rc3", "7.1"} {
		for _, mode := range []qpw.Mode{qpw.NotBuilt, qpw.Off, qpw.On} {
			for _, pw := range []bool{false, true} {
				_, err := Link(Build{Mode: mode, Generation: g, PW: pw})
				require.NoError(t, err, "%s %s", g, mode)
			}
		}
	}
}

func TestEditsChangeWhatTheyName(t *testing.T) {
	before, err := Link(Build{Mode: qpw.Off, Generation: "7.1"})
	require.NoError(t, err)
	after, err := Link(Build{Mode: qpw.Off, Generation: "7.0-rc1"})
	require.NoError(t, err)
	changed := []string{}
	for i, l := range before.Funcs {
		if len(l.Ops) != len(after.Funcs[i].Ops) || textOf(l) != textOf(after.Funcs[i]) {
			changed = append(changed, l.Name)
		}
	}
	// Beside FIX-a, FIX-b, FIX-d, FIX-e and the order in which barns and slabs are
	// seen to: whoever asks for a barn gets that of numa_mem_id(), which 7.1 changed
	// (kernel.md 1.3).
	assert.Equal(t, []string{"__pcs_replace_empty_main", "__pcs_replace_full_main", "sheaf_flush_main",
		"sheaf_try_flush_main", "__kmem_cache_do_shrink",
		"alloc_from_pcs_bulk", "free_to_pcs_bulk", "__kfree_rcu_sheaf", "kvfree_rcu_barrier_on_cache", "__kmem_cache_shutdown",
		"kmem_cache_prefill_sheaf", "kmem_cache_return_sheaf"}, changed)
}

func textOf(l Listing) string {
	all := ""
	for _, op := range l.Ops {
		all += op.Text + "\n"
	}
	return all
}

func TestEditsThatDoNotFitAreErrors(t *testing.T) {
	funcs := func() []Listing {
		return []Listing{{Name: "a", Ops: ops(at("l", do("one", 0, nil)), do("two", 0, nil), do("two more", 0, nil), do("twice", 0, nil), do("end", 0, nil))}}
	}
	for _, c := range []struct {
		edit Edit
		want string
	}{
		{Edit{Func: "b", Line: "one"}, "path: p edits b, which does not exist"},
		{Edit{Func: "a", Line: "three"}, `path: p finds no line "three" in a`},
		{Edit{Func: "a", Line: "tw"}, `path: p finds no line "tw" in a`},
		{Edit{Func: "a", Line: "end", Drop: 2}, `path: p finds no line "end" in a`},
	} {
		_, err := apply(funcs(), Patch{Name: "p", Edits: []Edit{c.edit}})
		assert.EqualError(t, err, c.want)
	}
	ok := funcs()
	_, err := apply(ok, Patch{Name: "p", Edits: []Edit{{Func: "a", Line: "one", Drop: 1}}})
	require.NoError(t, err)
	assert.Equal(t, "l", ok[0].Ops[0].Label, "the label stays where the line was")
	assert.Equal(t, "two", ok[0].Ops[0].Text)
}
