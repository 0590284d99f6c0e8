package view

import (
	"testing"

	"barnyard/viz/scene"
)

func BenchmarkBuild(b *testing.B) {
	m := modelOf(b, "shrink-under-poll", 1280, 720, moments[2].cue)
	m.Live = true
	var s scene.Scene
	b.ReportAllocs()
	for b.Loop() {
		Build(m, &s)
	}
	b.ReportMetric(float64(len(s.Items)), "items")
}
