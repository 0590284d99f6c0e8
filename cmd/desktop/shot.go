package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"barnyard/engine/scenario"
	"barnyard/viz/link"
	"barnyard/viz/theme"
)

// shot FILE|NAME|STRING|LINK --at T -o OUT.svg|OUT.png: the picture at a time, as a file
// that stands alone. The same words give the same bytes.

func shotOptions() []option {
	return append(settingOptions(),
		option{"at", "T|violation", "the instant, or the step of the first violation"},
		option{"size", "WxH", "how large the picture is, in points"},
		option{"scale", "1|2|3|4", "how many pixels of a PNG are a point"},
		option{"theme", "dark|light", "its colours"},
		option{"o", "OUT.svg|OUT.png", "where it goes"})
}

// order is a picture as it was asked for.
type order struct {
	at    *scenario.Dur
	link  *link.Link // that at is from, else nil
	found bool       // at the first violation instead
	w, h  int
	scale int // pixels a point; for PNG
	light bool
	out   string
}

func shot(c *call) int {
	p, err := parseArgs(c.args, shotOptions())
	if err != nil {
		return c.fail(err)
	}
	name, err := p.one(wantScenario)
	if err != nil {
		return c.fail(err)
	}
	o, err := orderOf(&p, name)
	if err != nil {
		return c.fail(err)
	}
	if err := c.mayWrite("o", o.out, name); err != nil {
		return c.fail(err)
	}
	picture, err := c.picture(name, settings(p.flags), o)
	if err != nil {
		return c.fail(err)
	}
	if err := writeWhole(o.out, picture); err != nil {
		return c.fail(err)
	}
	return exitOK
}

// picture draws a scenario, or the run that a replay string holds or a link shows.
func (c *call) picture(name string, set []given, o order) ([]byte, error) {
	text, l, err := c.recorded(name, set)
	if err != nil {
		return nil, err
	}
	if o, err = o.atLink(l); err != nil {
		return nil, err
	}
	if text != "" {
		return drawReplay(text, o)
	}
	src, err := c.load(name)
	if err != nil {
		return nil, err
	}
	s, err := configured(src, set)
	if err != nil {
		return nil, err
	}
	return draw(s, o)
}

// orderOf reads the flags that are not settings.
func orderOf(p *parsed, name string) (o order, err error) {
	o, err = lookOf(p)
	if err != nil {
		return o, err
	}
	at, ok := p.value("at")
	switch {
	case !ok && !link.Looks(name): // a link has a time of its own
		return o, errNoTime()
	case ok && at == "violation":
		o.found = true
	case ok:
		d, ok := link.ParseInstant(at)
		if !ok {
			return o, fmt.Errorf("--at: found %s; expected a number and a unit (ns, us, ms, s or cy), or violation", quote(at))
		}
		o.at = &d
	}
	if o.out, ok = p.value("o"); !ok {
		return o, errors.New("no file is named; expected -o OUT.svg or OUT.png")
	}
	if !o.png() && p.has("scale") {
		return o, errors.New("--scale is given for an SVG, which has no pixels; expected it with a PNG")
	}
	return o, ending(o.out)
}

func errNoTime() error { return errors.New("no time is given; expected --at T, such as --at 38us") }

// atLink is the picture where a link leads, if no other time was asked for. Where
// the link goes on from its instant, to what until= says, nobody has followed it.
func (o order) atLink(l *link.Link) (order, error) {
	switch {
	case o.found || o.at != nil:
		return o, nil
	case l == nil || l.At == nil:
		return o, errNoTime()
	case len(l.Until) > 0 && l.Step < 0:
		return o, errors.New("the link goes on from its time, with until=; expected --at T, such as --at 38us")
	}
	o.at, o.link = l.At, l
	return o, nil
}

// lookOf reads the flags that say how a picture looks.
func lookOf(p *parsed) (o order, err error) {
	o = order{w: 1280, h: 720, scale: 1}
	if size, ok := p.value("size"); ok {
		if o.w, o.h, err = sizeOf(size); err != nil {
			return o, err
		}
	}
	if name, ok := p.value("theme"); ok {
		if name != "dark" && name != "light" {
			return o, fmt.Errorf("--theme: found %s; expected dark or light", quote(name))
		}
		o.light = name == "light"
	}
	if text, ok := p.value("scale"); ok {
		if o.scale, err = strconv.Atoi(text); err != nil || o.scale < 1 || o.scale > maxScale {
			return o, fmt.Errorf("--scale: found %s; expected a whole number from 1 to %d", quote(text), maxScale)
		}
	}
	if max(o.w, o.h)*o.scale > maxSide {
		return o, fmt.Errorf("--size times --scale: %d pixels a side; expected at most %d", max(o.w, o.h)*o.scale, maxSide)
	}
	return o, nil
}

// The sizes that a picture may have: from what still fits the smallest window
// to what no screen has.
const (
	minSide = 200
	maxSide = 8192

	maxScale = 4
)

func sizeOf(text string) (w, h int, err error) {
	ws, hs, _ := strings.Cut(text, "x")
	w, errW := strconv.Atoi(ws)
	h, errH := strconv.Atoi(hs)
	if errW != nil || errH != nil || min(w, h) < minSide || max(w, h) > maxSide {
		return 0, 0, fmt.Errorf("--size: found %s; expected WxH such as 1280x720, each from %d to %d", quote(text), minSide, maxSide)
	}
	return w, h, nil
}

// png says whether the picture is to be pixels.
func (o order) png() bool { return strings.ToLower(filepath.Ext(o.out)) == ".png" }

func ending(out string) error {
	switch strings.ToLower(filepath.Ext(out)) {
	case ".svg", ".png":
		return nil
	}
	return fmt.Errorf("-o %s: expected a name that ends with .svg or .png", quote(out))
}

func (o order) theme() *theme.Theme {
	if o.light {
		return theme.Light()
	}
	return theme.Dark()
}
