package track

// Mark is one sample of a series: when its program passed the mark, and how
// long after the time before. Both are cycles.
type Mark struct {
	At, Took int64
}
