package main

import (
	"strconv"
	"strings"

	"barnyard/engine/replay"
	"barnyard/engine/sim"
)

// The schedule of a run as a table: one row for the steps that one actor takes
// in a row, from which line of which kernel function to which.

// scheduleTable writes rows. GHz turns their times into µs.
func scheduleTable(b *strings.Builder, rows []replay.Row, ghz int64) {
	table := [][]string{{"steps", "n", "µs", "CPU", "who", "from", "to", ""}}
	for i := range rows {
		r := &rows[i]
		row := []string{stepsText(r), strconv.Itoa(r.Steps()), sim.Micros(r.At, ghz), strconv.Itoa(int(r.CPU)), r.Thread}
		switch {
		case r.Kind != sim.ActRun:
			row = append(row, "", "", r.First.Text)
		case r.First == r.Last:
			row = append(row, "", lastText(r.Last), r.Last.Text)
		default:
			row = append(row, placeText(r.First), placeText(r.Last), r.Last.Text)
		}
		table = append(table, row)
	}
	align(b, "  ", "lrrrllll", table)
}

func stepsText(r *replay.Row) string {
	from, to := strconv.FormatUint(uint64(r.From), 10), strconv.FormatUint(uint64(r.To), 10)
	if from == to {
		return from
	}
	return from + "-" + to
}

// lastText is placeText where the words beside it say what is no line.
func lastText(l replay.Line) string {
	if l.Func == "" {
		return ""
	}
	return placeText(l)
}

// placeText is a line of a function, as file and line are written.
func placeText(l replay.Line) string {
	if l.Func == "" {
		return "the scheduler"
	}
	return l.Func + ":" + strconv.Itoa(l.Number)
}
