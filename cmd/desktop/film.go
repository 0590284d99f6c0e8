package main

import (
	"errors"
	"fmt"
	"image"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"barnyard/engine/history"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/link"
	"barnyard/viz/paint"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// A film is the pictures of a span of a run, one after the other. Picture n is
// what shot draws at its instant: nothing depends on how long it takes.

func filmOptions() []option {
	return []option{
		{"from", "T", "a film begins here; else at the start of the run"},
		{"to", "T", "and ends here; else at the end of the run"},
		{"speed", "T", "how much of the run is a second of the film"},
		{"fps", "N", "pictures a second, a divisor of 100: else 20"},
		{"size", "WxH", "how large it is, in points"},
		{"scale", "1|2|3|4", "how many pixels are a point"},
		{"theme", "dark|light", "its colours"},
	}
}

// filmFlags is the flags of a film that were given.
func filmFlags(p *parsed) (out []string) {
	for _, o := range filmOptions() {
		if p.has(o.name) {
			out = append(out, o.name)
		}
	}
	return out
}

// film is one as it was asked for.
type film struct {
	order
	from, to int64 // cycles
	step     int64 // from picture to picture, in thousandths of a cycle
	fps      int
}

// What a film may come to.
const (
	maxFrames = 6000
	maxFPS    = 50
)

// frames is how many pictures it has: the last is not before the end.
func (f *film) frames() int { return int(((f.to-f.from)*1000+f.step-1)/f.step) + 1 }

// at is the instant of a picture.
func (f *film) at(i int) int64 { return min(f.from+int64(i)*f.step/1000, f.to) }

// film draws a film and writes it.
func (c *call) film(name string, p *parsed, out string) error {
	o, err := lookOf(p)
	if err != nil {
		return err
	}
	ending := strings.ToLower(filepath.Ext(out))
	if err := o.fits(ending); err != nil {
		return err
	}
	m, err := c.filmed(name, settings(p.flags), o)
	if err != nil {
		return err
	}
	f, err := filmOf(p, o, m)
	if err != nil {
		return err
	}
	if ending == ".gif" {
		return f.writeGIF(m, out)
	}
	if err := f.writeVideo(m, out); err != nil {
		return err
	}
	if w, h := f.w*f.scale, f.h*f.scale; ending == ".mp4" && (w|h)&1 == 1 {
		fmt.Fprintf(c.errOut, "%s: %s is %dx%d: an MP4 has even sizes; a WebM and a GIF can have the others\n", c.name, quote(out), w+w&1, h+h&1)
	}
	return nil
}

// filmed is the picture of what is named, recorded to its end.
func (c *call) filmed(name string, set []given, o order) (*ui.Model, error) {
	text, _, err := c.recorded(name, set)
	if err != nil {
		return nil, err
	}
	if text != "" {
		return modelOfReplay(text, o)
	}
	src, err := c.load(name)
	if err != nil {
		return nil, err
	}
	s, err := configured(src, set)
	if err != nil {
		return nil, err
	}
	return modelOf(s, o)
}

// filmOf reads the flags of a film of a run.
func filmOf(p *parsed, o order, m *ui.Model) (*film, error) {
	f, cut := &film{order: o, to: m.End(), fps: 20}, m.Side().Past.Truncated
	if cut && !p.has("to") {
		return nil, fmt.Errorf("the picture keeps the first %d events of this run, up to %s µs; expected --to, no later", history.MaxEvents, sim.Micros(m.End(), m.GHz()))
	}
	for _, at := range []struct {
		flag string
		to   *int64
	}{{"from", &f.from}, {"to", &f.to}} {
		d, ok, err := durFlag(p, at.flag)
		if err != nil {
			return nil, err
		}
		if ok {
			if *at.to, err = inRun(at.flag, d, m); err != nil {
				return nil, err
			}
		}
	}
	if f.from > f.to {
		return nil, errors.New("--from is later than --to; expected it before")
	}
	if text, ok := p.value("fps"); ok {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxFPS || 100%n != 0 {
			return nil, fmt.Errorf("--fps: found %s; expected 1, 2, 4, 5, 10, 20, 25 or 50", quote(text))
		}
		f.fps = n
	}
	speed := m.SpeedNs() * m.GHz()
	d, ok, err := durFlag(p, "speed")
	if err != nil {
		return nil, err
	}
	if ok {
		speed = d.Cycles(m.GHz())
	}
	if f.step = speed * 1000 / int64(f.fps); f.step <= 0 {
		return nil, errors.New("--speed: found 0; expected some of the run, such as 2us")
	}
	if n := f.frames(); n > maxFrames || n < 1 {
		return nil, fmt.Errorf("the film has %d pictures; expected at most %d: a shorter span, a higher --speed or a lower --fps", n, maxFrames)
	}
	return f, nil
}

// durFlag is a flag that is a time.
func durFlag(p *parsed, name string) (d scenario.Dur, ok bool, err error) {
	text, ok := p.value(name)
	if !ok {
		return d, false, nil
	}
	if d, ok = link.ParseInstant(text); !ok {
		return d, false, fmt.Errorf("--%s: found %s; expected a number and a unit (ns, us, ms, s or cy)", name, quote(text))
	}
	return d, true, nil
}

// camera draws the pictures of a film.
type camera struct {
	f       *film
	m       *ui.Model
	painter *paint.Painter
	scene   scene.Scene
}

func (f *film) camera(m *ui.Model) *camera {
	ui.Update(m, ui.Look{Light: f.light, Calm: true})
	ui.Update(m, ui.Tell{})
	return &camera{f: f, m: m, painter: paint.New(f.theme())}
}

// picture is that of number i.
func (c *camera) picture(i int) *image.RGBA {
	ui.Update(c.m, ui.ShowTime{}) // the picture before has left the timeline somewhere
	ui.Update(c.m, ui.SeekTo{At: c.f.at(i)})
	ui.Update(c.m, ui.Tick{})
	view.Build(c.m, &c.scene)
	return c.painter.Pixels(&c.scene, float32(c.f.scale))
}

// sampled is the numbers of some pictures, over the whole film.
func (f *film) sampled(most int) (out []int) {
	n := f.frames()
	for i := range min(n, most) {
		out = append(out, i*(n-1)/max(min(n, most)-1, 1))
	}
	return slices.Compact(out)
}
