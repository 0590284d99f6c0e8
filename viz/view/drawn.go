package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
)

// What in the picture shows which kind of event. Every event is a sentence in
// the list of events as well; this is the drawing that people see first. A kind
// without one says why.

// Drawing is how a kind of event is seen.
type Drawing struct {
	As   scene.Kind // Nothing: it has no drawing of its own
	What string     // what to look for, or why there is none
}

// Drawings has one for each kind of event, by sim.Kind.
func Drawings() (all [sim.NKinds]Drawing) {
	for _, some := range [...][sim.NKinds]Drawing{drawnOfThreads(), drawnOfMemory()} {
		for kind, d := range some {
			if d.What != "" {
				all[kind] = d
			}
		}
	}
	return all
}

// drawnOfThreads is who runs, locks, and work for other CPUs.
func drawnOfThreads() [sim.NKinds]Drawing {
	return [sim.NKinds]Drawing{
		sim.TaskStart:       {scene.RunSpan, "the first span of the task on its track"},
		sim.TaskDone:        {scene.Mark, "a mark on the axis; the task's span ends"},
		sim.SchedSwitch:     {scene.RunSpan, "one span ends, grey for the switch, the next begins"},
		sim.SchedWakeup:     {scene.RunSpan, "the span of the woken thread begins after it; the task view has the wait between"},
		sim.IPISend:         {scene.IPIArrow, "a thin dashed arrow leaves the sender's track"},
		sim.IPIReceive:      {scene.Mark, "a mark on the axis; the dashed arrow ends at the track"},
		sim.IrqEnter:        {scene.Nested, "a band on top of what had the CPU"},
		sim.IrqExit:         {scene.Nested, "that band ends"},
		sim.TaskMigrate:     {scene.Mark, "a mark on the axis; the spans go on on another track"},
		sim.RTThrottle:      {scene.Mark, "a mark on the axis; FIFO spans end"},
		sim.RTUnthrottle:    {scene.Mark, "a mark on the axis; FIFO spans go on"},
		sim.FairServerStart: {scene.Mark, "a mark on the axis; a fair span begins where FIFO ran"},
		sim.FairServerEnd:   {scene.RunSpan, "the fair span ends"},
		sim.PIBoost:         {scene.Mark, "a mark on the axis; the thread's chip says its priority"},
		sim.PIRestore:       {scene.Nothing, "the thread's chip shows its own priority again; nothing moves"},
		sim.CPUOffline:      {scene.Mark, "a mark on the axis; the card says offline, and the track is hollow until the CPU is back"},
		sim.CPUOnline:       {scene.Mark, "a mark on the axis; the card is as before"},
		sim.HotplugRefused:  {scene.Mark, "a mark on the axis"},

		sim.LockAcquire:    {scene.HoldSpan, "a thin bar under the track begins; the padlock is closed in the holder's colour"},
		sim.LockContended:  {scene.Mark, "a mark on the axis; hatching, and the waiter's name beside the padlock"},
		sim.LockRelease:    {scene.HoldSpan, "that bar ends; the padlock is open"},
		sim.TrylockFail:    {scene.Mark, "a mark on the axis"},
		sim.RTLockInAtomic: {scene.Mark, "a mark on the axis"},
		sim.LineMove:       {scene.LineTick, "a short tick under the track; the overlay of cache lines has the owner"},

		sim.QueueWork:   {scene.AskArrow, "an arrow from the CPU that asks to the CPU that pays"},
		sim.WorkStart:   {scene.AskArrow, "that arrow ends at the kworker's span"},
		sim.WorkEnd:     {scene.RunSpan, "the kworker's span ends"},
		sim.DirectStart: {scene.DirectSpan, "a band on the asker's own track, with a line to the CPU it is for"},
		sim.DirectEnd:   {scene.DirectSpan, "that band ends"},
		sim.FlushWait:   {scene.ThreadWait, "hatching from here on"},
		sim.FlushDone:   {scene.ThreadWait, "the hatching ends"},
		sim.ReturnOwed:  {scene.Mark, "a mark on the axis"},
		sim.ReturnStart: {scene.Mark, "a mark on the axis"},
		sim.ReturnEnd:   {scene.Nothing, "the task goes on; the next line of its program is marked in the listing"},
		sim.WorkerFail:  {scene.Mark, "a mark on the axis"},
		sim.Mayday:      {scene.Mark, "a mark on the axis"},
	}
}

// drawnOfMemory is objects, sheaves, slabs, RCU and what the kernel says.
func drawnOfMemory() [sim.NKinds]Drawing {
	return [sim.NKinds]Drawing{
		sim.EvNone: {scene.Nothing, "it never happens"},

		sim.ObjectAlloc:   {scene.SlabAt, "the cell moves out of its tray and is outlined in its slab"},
		sim.ObjectFree:    {scene.SlabAt, "the cell moves back into a tray"},
		sim.AllocFail:     {scene.Mark, "a mark on the axis"},
		sim.SheafSwap:     {scene.Main, "two trays change places on the card"},
		sim.BarnGet:       {scene.Barn, "a tray leaves the rack"},
		sim.BarnPut:       {scene.Barn, "a tray comes into the rack"},
		sim.BarnMiss:      {scene.Mark, "a mark on the axis"},
		sim.SheafAlloc:    {scene.Barn, "a tray is on its way, beside the rack"},
		sim.SheafFree:     {scene.Barn, "that tray is gone"},
		sim.SlabNew:       {scene.Slab, "a slab comes into the row"},
		sim.SlabDiscard:   {scene.Node, "the slab leaves the row"},
		sim.CacheGone:     {scene.Mark, "a mark on the axis; the node says that nothing is left"},
		sim.CacheBusy:     {scene.Mark, "a mark on the axis"},
		sim.SheavesOn:     {scene.Mark, "a mark on the axis; the trays have their capacity"},
		sim.MemoryFail:    {scene.Mark, "a mark on the axis"},
		sim.MemoryOffline: {scene.Mark, "a mark on the axis"},
		sim.MemoryBusy:    {scene.Mark, "a mark on the axis"},

		sim.StatAdd:    {scene.Nothing, "a number, not a thing: the comparison and the report have the sums"},
		sim.Mark:       {scene.LatencyBar, "a bar in the latency strip"},
		sim.RCUQueue:   {scene.Nothing, "the objects that wait are tinted; the callback itself is not a thing people look for"},
		sim.RCUStart:   {scene.Nothing, "nothing that is drawn changes before it ends"},
		sim.RCUEnd:     {scene.Mark, "a mark on the axis; what waited may be freed"},
		sim.RCUInvoke:  {scene.Nothing, "the cells lose their tint one by one, as they are freed"},
		sim.FolioDrain: {scene.Nothing, "folios are counted, not followed; the listing has the line"},
		sim.BHDrop:     {scene.Nothing, "buffer heads are counted, not followed"},
		sim.DrainSkip:  {scene.Nothing, "nothing is done; the listing has the line that says so"},
		sim.KeyFlip:    {scene.Mark, "a mark on the axis; the padlocks show their other member"},
		sim.Warn:       {scene.Mark, "a mark on the axis, and the sentence of the violation below"},
		sim.Oops:       {scene.Mark, "a mark on the axis, and the sentence of the violation below"},
	}
}
