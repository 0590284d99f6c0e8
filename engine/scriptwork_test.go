package engine_test

import (
	"strconv"
	"strings"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/slub"
)

// callWork lets scripts queue and flush a work item without the drivers that do
// so under a mutex, which keeps an item from being queued twice: in a script
// "mark queue_work_on.3" is a call for the item of that number (path.Item), and
// "mark flush_work.3" another.
func callWork(r *engine.Run) {
	k, used := r.Kernel, false
	for p := range k.Cfg.Programs {
		for i := range k.Cfg.Programs[p].Code {
			in := &k.Cfg.Programs[p].Code[i]
			fn, item, ok := strings.Cut(strings.TrimPrefix(in.Text, "mark "), ".")
			if n, err := strconv.Atoi(item); ok && err == nil && in.Op == path.OpMark {
				in.Op, in.Func, in.Arg, used = path.OpCall, fn, int32(n), true
			}
		}
	}
	for cpu := 0; used && cpu < len(k.Flush); cpu++ {
		flush, _ := k.Cfg.Code.Func("flush_cpu_sheaves")
		drain, _ := k.Cfg.Code.Func("lru_add_drain_per_cpu")
		k.Flush[cpu].Cache = slub.CacheID(0)
		k.WQ.Works[k.Flush[cpu].Item.Work].Fn = flush
		k.WQ.Works[k.Drain[cpu].LRU.Work].Fn = drain
		k.WQ.Works[k.Drain[cpu].BH.Work].Fn = drain
	}
}
