package track

import "barnyard/engine/sim"

// Victim is a stretch in which a task did not get on because of what a thread
// of another CPU asked for: it was put aside for a kworker, or it spun for the
// lock of its own sheaves. To is Open while it lasts.
type Victim struct {
	From, To int64
	CPU      int32
	Thread   sim.ThreadID // who could not go on
	By       sim.ThreadID // who had the CPU or the lock instead
	For      sim.ThreadID // who had asked for that
	What     What         // Aside or SpinWait
}

// Told is in Other of a span of Thread.Off that a Victim tells of.
const Told = 1

// victimState is a case that is not decided, or one that is and goes on.
type victimState struct {
	story     Victim
	suspected bool
	at        int32 // in Tracks.Victims; -1: none goes on
}

// suspect notes that a thread has left its CPU to a kworker that works for
// another CPU. An interrupt that led to it counts as a part.
func (t *Tracks) suspect(e *sim.Event, prev, next sim.ThreadID) {
	if next == sim.NoThread || t.Threads[next].Kind != sim.Kworker || t.Threads[prev].Kind == sim.Kworker {
		return
	}
	ask := t.pending(int32(e.CPU))
	if ask == nil {
		return
	}
	c := &t.CPUs[e.CPU]
	from := e.Time
	if last := c.Nest[0].last(); last != nil && last.To == e.Time {
		from = last.From
	}
	t.Threads[prev].victim = victimState{suspected: true, at: -1,
		story: Victim{From: from, To: Open, CPU: int32(e.CPU), Thread: prev, By: next, For: ask.Asker, What: Aside}}
}

// convict says that the thread could have gone on: it was put aside.
func (t *Tracks) convict(id sim.ThreadID) {
	v := &t.Threads[id].victim
	if v.suspected {
		v.suspected = false
		v.at = t.tell(v.story)
		t.Threads[id].Off.last().Other = Told
	}
}

// acquit says that it went to sleep by itself.
func (t *Tracks) acquit(id sim.ThreadID) { t.Threads[id].victim.suspected = false }

// release ends the case of a thread: it goes on.
func (t *Tracks) release(id sim.ThreadID, at int64) {
	if v := &t.Threads[id].victim; v.at >= 0 {
		t.Victims[v.at].To = at
		v.at = -1
	}
}

// spinVictim notes that a thread spins for the lock of its own CPU's sheaves,
// which a thread of another CPU holds.
func (t *Tracks) spinVictim(e *sim.Event, holder sim.ThreadID) {
	v := &t.Threads[e.Thread].victim
	if v.at >= 0 {
		return // it is a part of a longer case
	}
	v.at = t.tell(Victim{From: e.Time, To: Open, CPU: int32(e.CPU), Thread: e.Thread, By: holder, For: holder, What: SpinWait})
}

// before is the order of cases, the same however a run was followed.
func (v *Victim) before(o *Victim) bool {
	return v.From < o.From || v.From == o.From && v.Thread < o.Thread
}

// tell puts a case behind those that began before it, and says where it is. Cases
// become certain late and in any order; those that move for it are few.
func (t *Tracks) tell(v Victim) int32 {
	at := len(t.Victims)
	t.Victims = append(t.Victims, v)
	for ; at > 0 && v.before(&t.Victims[at-1]); at-- {
		moved := &t.Victims[at]
		*moved = t.Victims[at-1]
		if open := &t.Threads[moved.Thread].victim; open.at == int32(at-1) {
			open.at++
		}
	}
	t.Victims[at] = v
	return int32(at)
}
