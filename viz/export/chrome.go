package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// The JSON of Chrome's tracing: an older format that many viewers read. Times
// are microseconds; nanoseconds are their decimals.

// Chrome writes the run as Chrome JSON.
func (r *Run) Chrome(to io.Writer) error {
	w := &jsonEvents{to: bufio.NewWriterSize(to, 1<<16), r: r}
	lanes := r.lanes()
	fmt.Fprintf(w.to, `{"displayTimeUnit":"ns","otherData":{"title":%s,"mode":%s},"traceEvents":[`, quoted(r.Title), quoted(r.Mode))
	for i := range lanes {
		w.lane(lanes, i)
	}
	for i := range lanes {
		w.slices(lanes, i)
	}
	if _, err := w.to.WriteString("\n]}\n"); err != nil {
		return err
	}
	return w.to.Flush()
}

// jsonEvents writes one event after the other.
type jsonEvents struct {
	to    *bufio.Writer
	r     *Run
	comma bool
}

// quoted is a string as JSON has it.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can always be written
	}
	return string(b)
}

// us is a time in microseconds with three decimals.
func (w *jsonEvents) us(cycles int64) string {
	ns := w.r.ns(cycles)
	return fmt.Sprintf("%d.%03d", ns/1000, ns%1000)
}

// top is the lane at the root of a lane: a process of the viewer.
func top(lanes []lane, i int) int {
	for lanes[i].parent >= 0 {
		i = lanes[i].parent
	}
	return i
}

// event begins an event; rest follows the fields that each has.
func (w *jsonEvents) event(phase string, lanes []lane, i int, format string, args ...any) {
	if w.comma {
		_ = w.to.WriteByte(',')
	}
	w.comma = true
	fmt.Fprintf(w.to, "\n"+`{"ph":%q,"pid":%d,"tid":%d,`, phase, top(lanes, i)+1, i+1)
	fmt.Fprintf(w.to, format+"}", args...)
}

// lane names a lane and gives it its place.
func (w *jsonEvents) lane(lanes []lane, i int) {
	if lanes[i].parent < 0 {
		w.event("M", lanes, i, `"name":"process_name","args":{"name":%s}`, quoted(lanes[i].name))
		w.event("M", lanes, i, `"name":"process_sort_index","args":{"sort_index":%d}`, i)
	}
	w.event("M", lanes, i, `"name":"thread_name","args":{"name":%s}`, quoted(lanes[i].name))
	w.event("M", lanes, i, `"name":"thread_sort_index","args":{"sort_index":%d}`, i)
}

func (w *jsonEvents) slices(lanes []lane, i int) {
	l := &lanes[i]
	for k := range l.slices {
		s := &l.slices[k]
		w.event("X", lanes, i, `"ts":%s,"dur":%s,"name":%s,"cat":%s,"args":{"cycle":%d}`,
			w.us(s.from), w.span(s.from, s.to), quoted(s.name), quoted(s.kind), s.from)
		if s.in != 0 {
			w.flow("f", lanes, i, s.from, s.in)
		}
	}
	for k := range l.points {
		p := &l.points[k]
		w.event("i", lanes, i, `"ts":%s,"s":"t","name":%s,"cat":"event","args":{"what":%s,"cycle":%d}`,
			w.us(p.at), quoted(p.name), quoted(p.text), p.at)
		if p.out != 0 {
			w.flow("s", lanes, i, p.at, p.out)
		}
		if p.in != 0 {
			w.flow("f", lanes, i, p.at, p.in)
		}
	}
	for _, v := range l.values {
		w.event("C", lanes, i, `"ts":%s,"name":%s,"args":{%s:%d}`, w.us(v.at), quoted(l.name), quoted(l.unit), v.value)
	}
}

// span is a length, as the difference of what is written for its ends: so an
// inner slice never reaches out of the outer one by rounding.
func (w *jsonEvents) span(from, to int64) string {
	ns := w.r.ns(to) - w.r.ns(from)
	return fmt.Sprintf("%d.%03d", ns/1000, ns%1000)
}

func (w *jsonEvents) flow(phase string, lanes []lane, i int, at int64, id uint64) {
	w.event(phase, lanes, i, `"ts":%s,"id":%d,"name":"leads to","cat":"flow","bp":"e"`, w.us(at), id)
}
