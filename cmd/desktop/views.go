package main

import "barnyard/viz/scene"

// listViews names the parts of the picture.
func listViews() (rows [][]string, err error) {
	for _, v := range views() {
		rows = append(rows, []string{v.name, v.what})
	}
	return rows, nil
}

// part is one pane of the picture. has is a thing that is in it whenever the
// pane is there.
type part struct {
	name, what string
	has        scene.ID
}

func views() []part {
	return []part{
		{"farm", "where everything is: CPUs with their sheaves and locks, barns, slabs", scene.CPU.ID(0)},
		{"timeline", "who ran, who waited for whom, and for how long, one track a CPU", scene.Track.ID(0)},
		{"latency", "the samples of a series over time, or as a histogram of all runs; each bar leads to its moment", scene.Latency.ID()},
		{"listing", "the kernel function that runs now, one line a step", scene.Listing.ID()},
		{"transport", "play, pause, step and speed, and where in the run we are", scene.Transport.ID()},
		{"header", "the title, the configuration, and the switch of the mode", scene.Header.ID()},
		{"lesson", "in the window: the prose of a lesson's step, with its question", scene.Lesson.ID()},
	}
}
