package check_test

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

func progressProofs() []proof {
	return []proof{
		{
			name: "L5: an allocation waits for a flush", text: "machine cpus=2 qpw=1\ncache c size=64 capacity=4 slabobjs=4\n" +
				"task t cpu=0 { loop 60 { alloc c n=3; free c n=3 } }\ntask f cpu=1 { loop 9 { shrink c } }\n",
			code: func(c *path.Code) {
				o := op(c, "local_qpw_trylock", "spin_trylock")
				o.Become(func(k *path.Kernel, t *sim.Thread, f *sim.Frame) path.Verdict {
					if k.Locks.Lock(k.M, k.Heap.PCS[k.Heap.PCSOf(0, k.M.Self)].Lock, locking.Spin) {
						t.Preempt++ // of spin_lock itself
						return path.Next
					}
					return path.Again
				})
			},
		},
		{
			name: "L6: a flush goes on where main is empty", text: one + "task t cpu=0 { alloc c n=2; shrink c }\nuntil 200us\n",
			code: always("sheaf_flush_main", "main has more", path.Go0),
		},
		{
			name: "L6: a flush ends where main is not empty", text: "machine cpus=1\ncache c size=64 capacity=60 slabobjs=64\ntask t cpu=0 { alloc c n=2; shrink c }\n",
			code: always("sheaf_flush_main", "main has more", path.Next),
		},
		{
			name: "L7: a replacement begins anew for no reason", text: one + "task t cpu=0 { alloc c n=12; free c n=12 }\nmemory sheaves=1-99\n",
			code: always("__pcs_replace_full_main", "main is full once more", path.Go0),
		},
	}
}
