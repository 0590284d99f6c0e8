package engine

import (
	"barnyard/engine/path"
	"barnyard/engine/scenario"
)

// folioStatement compiles the statements about folio batches, mlock and buffer
// heads. Most are one call of a kernel function for each folio or block.
func (c *compiler) folioStatement(st *scenario.Stmt) bool {
	op, fn := path.OpEach, ""
	switch st.Verb {
	case scenario.LruAdd:
		fn = "folio_add_lru"
	case scenario.LruActivate:
		fn = "folio_activate"
	case scenario.LruDeactivate:
		fn = "folio_deactivate"
	case scenario.LruDeactivateFile:
		fn = "deactivate_file_folio"
	case scenario.LruLazyfree:
		fn = "folio_mark_lazyfree"
	case scenario.LruMoveTail:
		fn = "folio_rotate_reclaimable"
	case scenario.Mlock:
		fn = "mlock_new_folio"
	case scenario.MlockLRU:
		fn = "mlock_folio"
	case scenario.Munlock:
		fn = "munlock_folio"
	case scenario.BhRead:
		fn = "__bread_gfp"
	case scenario.LruAddDrain:
		op, fn = path.OpCall, "lru_add_drain"
	case scenario.LruAddDrainAll:
		c.maySleep(st)
		op, fn = path.OpCall, "lru_add_drain_all"
	default:
		return false
	}
	c.taskOnly(st)
	in := c.at(st, op)
	in.Func = fn
	c.emit(in)
	return true
}

// taskOnly refuses what a handler must not do: only lru_move_tail has its lock
// taken with interrupts off, and no NMI may take even that one.
func (c *compiler) taskOnly(st *scenario.Stmt) {
	if c.where == inNMI || c.where == inIRQ && st.Verb != scenario.LruMoveTail {
		c.refuse(st, st.Verb.String()+" takes a lock that tasks take with interrupts on and stands in an interrupt handler; expected lru_move_tail in an irq, or a task")
	}
}
