package export

import (
	"encoding/csv"
	"io"
	"strconv"

	"barnyard/engine/sim"
)

// Tables, for spreadsheets and scripts. The first line names the columns.

// EventsCSV writes one event a line. What a, b and c are depends on the kind:
// `list events` says it. Times are nanoseconds; cycle is the exact time.
func (r *Run) EventsCSV(to io.Writer) error {
	w := csv.NewWriter(to)
	if err := w.Write([]string{"ns", "cycle", "step", "cpu", "kind", "thread", "a", "b", "c", "what"}); err != nil {
		return err
	}
	k, specs := r.kernel(), sim.EventSpecs()
	err := r.each(func(_ int, e *sim.Event) error {
		return w.Write([]string{whole(r.ns(e.Time)), whole(e.Time), whole(int64(e.Step)), whole(int64(e.CPU)), specs[e.Kind].Name,
			r.name(e.Thread), whole(int64(e.A)), whole(int64(e.B)), whole(e.C), k.EventText(e)})
	})
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	return err
}

// SamplesCSV writes one sample a line: when it ended and how long it was, in
// cycles and in nanoseconds with three decimals.
func (r *Run) SamplesCSV(to io.Writer) error {
	w := csv.NewWriter(to)
	if err := w.Write([]string{"series", "n", "cycle", "ns", "sample_cycles", "sample_ns"}); err != nil {
		return err
	}
	for i := range r.t.Series {
		s := &r.t.Series[i]
		for n, m := range s.Marks {
			row := []string{s.Name, whole(int64(n)), whole(m.At), r.exact(m.At), whole(m.Took), r.exact(m.Took)}
			if err := w.Write(row); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

func whole(v int64) string { return strconv.FormatInt(v, 10) }

// exact is nanoseconds with three decimals, rounded down.
func (r *Run) exact(cycles int64) string {
	thousandths := strconv.FormatInt(cycles%r.nanos*1000/r.nanos+1000, 10)
	return whole(cycles/r.nanos) + "." + thousandths[1:]
}
