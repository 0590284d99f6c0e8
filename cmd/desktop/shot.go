package main

import "errors"

// shot FILE|NAME --at T -o OUT.svg: the picture at a time.

func shot(c *call) int { return c.fail(errors.New("not here yet")) }

func views() [][]string {
	return [][]string{
		{"farm", "where everything is: CPUs with their sheaves and locks, barns, slabs"},
		{"timeline", "who ran, who waited for whom, and for how long, one track a CPU"},
		{"latency", "the samples of a series, both modes on one scale"},
		{"listing", "the kernel function that runs now, one line a step"},
		{"lesson", "the prose of the lesson's step, with its question"},
		{"transport", "play, pause, step, speed, and the switch of the mode"},
	}
}
