package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"barnyard/engine/history"
	"barnyard/engine/replay"
	"barnyard/viz/export"
)

// export FILE|NAME|STRING|LINK -o OUT: a run for other people's tools. What is
// written follows from the ending of the file.

// format is one ending, and what is written.
type format struct {
	ending string
	what   string
	write  func(*export.Run, io.Writer) error // nil: a film, see film.go
	record func(h *history.History, title, mode string) *export.Run
}

// formats lists the endings; of two that fit, the longer comes first.
func formats() []format {
	return []format{
		{".pftrace", "Perfetto's own format", (*export.Run).Perfetto, export.Record},
		{".json", "Chrome's trace events", (*export.Run).Chrome, export.Record},
		{".txt", "ftrace, as trace-cmd report -t -N prints it", (*export.Run).Ftrace, export.RecordEvents},
		{".dat", "ftrace's trace.dat, for trace-cmd and KernelShark", (*export.Run).Dat, export.RecordEvents},
		{".samples.csv", "a table of the samples", (*export.Run).SamplesCSV, export.RecordEvents},
		{".csv", "a table of the events", (*export.Run).EventsCSV, export.RecordEvents},
		{".gif", "a film", nil, nil},
		{".mp4", "a film, if ffmpeg is installed", nil, nil},
		{".webm", "a film, if ffmpeg is installed", nil, nil},
	}
}

func formatOf(out string) (format, error) {
	for _, f := range formats() {
		if strings.HasSuffix(strings.ToLower(out), f.ending) {
			return f, nil
		}
	}
	return format{}, fmt.Errorf("%s: expected a name that ends with %s", quote(out), exportEndings())
}

func exportEndings() string { return endingsOf(formats()) }

// traceEndings are those of export that are no films.
func traceEndings() string {
	return endingsOf(slices.DeleteFunc(formats(), func(f format) bool { return f.write == nil }))
}

func endingsOf(formats []format) string {
	var endings []string
	for _, f := range formats {
		endings = append(endings, f.ending)
	}
	last := len(endings) - 1
	return strings.Join(endings[:last], ", ") + " or " + endings[last]
}

func exportOptions() []option {
	return append(settingOptions(), append(filmOptions(), option{"o", "OUT", "where it goes; its ending says what it is"})...)
}

func exportRun(c *call) int {
	p, err := parseArgs(c.args, exportOptions())
	if err != nil {
		return c.fail(err)
	}
	name, err := p.one(wantScenario)
	if err != nil {
		return c.fail(err)
	}
	out, ok := p.value("o")
	if !ok {
		return c.fail(errors.New("no file is named; expected -o OUT, such as -o run.pftrace"))
	}
	f, err := formatOf(out)
	if err != nil {
		return c.fail(err)
	}
	if err := c.mayWrite("o", out, name); err != nil {
		return c.fail(err)
	}
	if f.write == nil {
		err = c.film(name, &p, out)
	} else {
		err = c.trace(name, &p, f, out)
	}
	if err != nil {
		return c.fail(err)
	}
	return exitOK
}

// trace records the run and writes it.
func (c *call) trace(name string, p *parsed, f format, out string) error {
	if film := filmFlags(p); len(film) > 0 {
		return fmt.Errorf("--%s is given with %s, which is no film but the whole run, or what --until leaves of it; expected it with .gif, .mp4 or .webm", film[0], f.ending)
	}
	h, title, mode, err := c.history(name, settings(p.flags))
	if err != nil {
		return err
	}
	return writeTrace(h, title, mode, f, out)
}

// writeTrace takes a run to its end and writes it.
func writeTrace(h *history.History, title, mode string, f format, out string) error {
	run := f.record(h, title, mode)
	if h.Run.Err != nil {
		return h.Run.Err
	}
	if run.Truncated() {
		return fmt.Errorf("the run has more than %d events; expected an earlier end, with --until", history.MaxEvents)
	}
	var b bytes.Buffer
	if err := f.write(run, &b); err != nil {
		return err
	}
	return writeWhole(out, b.Bytes())
}

// history is a scenario, or the run that a replay string holds or a link shows,
// about to be recorded; with its title and its settings in words.
func (c *call) history(name string, set []given) (h *history.History, title, mode string, err error) {
	text, _, err := c.recorded(name, set)
	if err != nil {
		return nil, "", "", err
	}
	if text == "" {
		src, err := c.load(name)
		if err != nil {
			return nil, "", "", err
		}
		s, err := configured(src, set)
		if err != nil {
			return nil, "", "", err
		}
		h, err = history.New(s)
		return h, s.Title, configText(s, set), err
	}
	r, err := replay.Parse(text)
	if err != nil {
		return nil, "", "", err
	}
	if _, err := r.Run(); err != nil { // whether it can be followed to its end
		return nil, "", "", err
	}
	run, err := r.Start()
	if err != nil {
		return nil, "", "", err
	}
	return history.Of(run), r.Scenario.Title, configText(r.Scenario, nil), nil
}
