package lessons

import (
	"testing"

	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cause is what a claim of a lesson stands on: with the change it is false.
type cause struct{ lesson, claim, mode, change string }

func causes() []cause {
	return []cause{
		{"reaching-into-another-cpu", "max(poll.gap) > 1us", "0", "machine qpw=1"},
		{"reaching-into-another-cpu", "max(poll.gap) > 1us", "0", "drop task admin"},
		{"reaching-into-another-cpu", "events(WorkStart, cpu=3) == 1", "0", "task poll cpu=3 { loop { work 100ns; mark gap } }"},
		{"reaching-into-another-cpu", "events(TaskDone, cpu=0) == 0", "0", "machine qpw=1"},
		{"reaching-into-another-cpu", "events(QueueWork, cpu=0) == 2", "0", "drop task netd"},
		{"take-the-lock-instead", "max(poll.gap) < 1us", "1", "machine qpw=0"},
		{"take-the-lock-instead", "events(WorkStart) == 0", "1", "machine qpw=0"},
		{"take-the-lock-instead", "ipis(cpu=3) == 0", "1", "machine qpw=0"},
		{"take-the-lock-instead", "stat(SHEAF_FLUSH, cpu=0) >= 118", "1", "machine qpw=0"},
		{"take-the-lock-instead", "events(TaskDone, cpu=0) == 1", "1", "machine qpw=0"},
		{"take-the-lock-instead", "events(DirectStart, cpu=0) == 2", "1", "drop task netd"},
		{"the-interrupted-loop", "max(flushbufs.wait) > 950ms", "0", "machine fairserver=off rtthrottle=on"},
		{"the-interrupted-loop", "events(WorkStart) == 0", "0", "machine fairserver=on"},
		{"the-interrupted-loop", "max(loop.gap) > 49ms", "1", "machine rtthrottle=off"},
		{"converting-slub", "violations() == 0", "0", "mutant migrate-enable-after-failed-trylock"},
		{"converting-slub", "time(late.done) < 110us", "1", "mutant pin-leak"},
		{"what-it-costs", "max(b.a) == 72806cy", "1", "cost atomic=0"},
		{"what-it-costs", "stat(ALLOC_SLOWPATH) == 0", "0", "kernel generation=7.0-rc1"},
		{"the-lock-that-sleeps", "events(TrylockFail) >= 10", "0", "machine rt=off"},
		{"the-lock-that-sleeps", "time(admin.done) < 435us", "1", "task admin cpu=0 start=420us { shrink k }"},
		{"the-lock-that-sleeps", "events(RTLockInAtomic) == 1", "1", "machine rt=off"},
		{"the-other-users", "max(admin.drain) < 1750ns", "1", "machine qpw=0"},
		{"the-other-users", "events(FolioDrain, cpu=0) == 2", "1", "task locks cpu=3 { lru_add n=2; loop { work 100ns; mark gap } }"},
		{"the-other-users", "switches(cpu=3) == 2", "1", "kernel patch=bh-lru-skips-isolated"},
		{"must-it-be-flushed", "p50(app.round) > 2330ns", "1", "machine qpw=0"},
		{"must-it-be-flushed", "events(LockContended, cpu=1) == 1", "0", "drop task bystander"},
		{"must-it-be-flushed", "time(admin.done) < 1002us", "1", "machine alt=userret qpw=0"},
		{"must-it-be-flushed", "events(TaskDone) == 0", "0", "machine alt=nosheaves"},
	}
}

// TestCauses: each story stands on a cause. Take it away and the claim that
// speaks of it fails; if it still held it would prove nothing.
func TestCauses(t *testing.T) {
	for _, c := range causes() {
		t.Run(c.lesson+" "+c.claim+" "+c.change, func(t *testing.T) {
			text := withClaim(t, c.lesson, c.claim)
			mode := lesson.Setting{Key: "qpw", Value: c.mode}
			assert.True(t, says(t, lesson.Under(text, []lesson.Setting{mode}), c.claim))
			changed, err := lesson.Change(lesson.Place{File: "test", Line: 1}, lesson.Under(text, []lesson.Setting{mode}), c.change)
			require.NoError(t, err)
			assert.False(t, says(t, changed, c.claim))
		})
	}
}
