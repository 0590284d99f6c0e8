package page

// The landing page: the figure moves before anybody has read a word, what the
// two modes measure stands beside it, and below are the lessons.

// Contrast is one measured thing, in both modes.
type Contrast struct{ What, Expr, Queue, Lock string }

// indexPage is what index.html shows.
type indexPage struct {
	common
	Demo        demo
	DemoEnd     int
	Contrast    []Contrast
	Still       still
	FigureTitle string
	Lessons     []entry
}

func (m *maker) addIndex() error {
	p := indexPage{
		common:      m.common("Barnyard: sheaves, barns and remote work in Linux", "A deterministic model of the per-CPU sheaves and per-node barns of Linux's SLUB, step by step, with lessons that are checked against it."),
		Demo:        m.demoText(),
		DemoEnd:     m.DemoEnd,
		Contrast:    m.Contrast,
		Still:       m.demo,
		FigureTitle: m.Demo.Title,
	}
	for _, l := range m.Lessons {
		p.Lessons = append(p.Lessons, entryOf(l))
	}
	return m.add("index.html", "index.html", p)
}
