// Package sim is a machine without an operating system on it: CPUs with nested
// contexts, threads with small stacks, a scheduler of two classes, interrupts
// between CPUs, cache lines that move, and one integer clock in cycles. It
// knows no Linux data structure.
//
// Everything that can happen next belongs to an actor: a CPU that runs, an
// interrupt under way to a CPU, or a CPU's timer. Each actor has one next time
// in a winner tree; a Scheduler picks an actor, the machine's clock moves to
// that time, and one micro-step happens:
//
//	Scheduler --Actor--> Machine.Begin --> the caller executes one op
//	                                         |  Charge, Block, Wake, Interrupt...
//	                     Machine.Finish  <---+
//
// An op acts at the start of its time and then occupies its CPU for its cost,
// so an interrupt can land in the middle of any op: the rest of the cost is
// put aside with the context and paid when the context goes on.
//
// State is plain: structs, slices of structs and integers for references. The
// package holds no floats, maps, goroutines, clocks or global variables.
package sim
