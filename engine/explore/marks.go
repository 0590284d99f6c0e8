package explore

import "barnyard/engine"

// Marks counts the situations that came up in a run, by index in MarkTable.
type Marks []int32

type looker struct {
	r     *engine.Run
	rec   *recorder
	marks Marks
}

func newLooker(r *engine.Run, rec *recorder) *looker { return &looker{r: r, rec: rec} }

func (l *looker) step() {}
