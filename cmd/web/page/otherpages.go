package page

import (
	"fmt"
	"html/template"
)

// demo is the scenario that runs where no lesson says what to show.
type demo struct {
	ScenarioID, ScenarioName, Scenario, Cues string
}

func (m *maker) demoText() demo {
	return demo{
		ScenarioID:   "_scenario-1",
		ScenarioName: m.Demo.ScenarioName,
		Scenario:     m.Demo.ScenarioText,
		Cues:         cueText(m.Demo.Cues),
	}
}

// addDemo draws the demo's picture, which two pages share.
func (m *maker) addDemo() error {
	picture, err := m.Still(nil, &m.Demo)
	if err != nil {
		return err
	}
	m.demo, err = m.addStill("still-demo", picture, false)
	return err
}

// figurePage is what figure.html shows.
type figurePage struct {
	common
	Demo       demo
	Still      still
	Bytes      int // of the program, decoded
	ProgramTag string
}

func (m *maker) addFigure() error {
	return m.add("figure.html", "figure.html", figurePage{
		common:     m.common("Barnyard figure", ""),
		Demo:       m.demoText(),
		Still:      m.demo,
		Bytes:      len(m.Program),
		ProgramTag: m.programTag(),
	})
}

// addNotes adds the presenter's second window.
func (m *maker) addNotes() error {
	return m.add("notes.html", "notes.html", m.common("Notes · Barnyard", ""))
}

// addRemote adds the presenter's two large buttons.
func (m *maker) addRemote() error {
	return m.add("remote.html", "remote.html", m.common("Remote · Barnyard", ""))
}

func (m *maker) addTemplates() error {
	var err error
	words := template.FuncMap{"minutes": minutes, "clock": clock, "mails": mails, "inBook": inBook, "chapter": chapter, "placeFile": m.placeFile}
	m.templates, err = template.New("").Funcs(words).ParseFS(templates, "templates/*.html")
	return err
}

func minutes(n int) string {
	if n == 1 {
		return "1 minute"
	}
	return fmt.Sprintf("%d minutes", n)
}
