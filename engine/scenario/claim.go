package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// Claims: what the author says about the run, checked at its end. What a
// claim speaks of may be declared after it.

// exprNames are the words that a claim may start with.
func exprNames() []string {
	return append(seriesFuncs(), "stat", "events", "switches", "ipis", "time", "violations", "locks", "cached")
}

func (p *parser) claim(at token) {
	from := p.tok.from
	c := Claim{Pos: at.pos, CPU: -1}
	if p.tok.kind != tWord {
		p.unexpected("what is claimed: " + listing(exprNames()))
	}
	f := p.word("")
	if !slices.Contains(exprNames(), f.text) {
		p.fail(f.pos, "unknown claim %s; %s", quote(f.text), expected(f.text, exprNames()))
	}
	p.expect("(")
	p.measure(&c, f)
	p.expect(")")
	p.comparison(&c)
	p.claimValue(&c)
	p.conditions(&c)
	c.Text = strings.Join(strings.Fields(string(p.scan.text[from:p.last.to])), " ")
	p.out.Claims = append(p.out.Claims, c)
}

// measure reads what stands in the brackets after f.
func (p *parser) measure(c *Claim, f token) {
	switch f.text {
	case "stat":
		c.Kind = ClaimStat
		t := p.claimArg(c, checkNothing, "the name of a statistic")
		p.known(t, "statistic", StatNames())
		p.claimKeys(c, f, "cache", "cpu")
	case "events":
		c.Kind = ClaimEvents
		t := p.claimArg(c, checkNothing, "a kind of event")
		p.known(t, "event", p.words.Events)
		p.claimKeys(c, f, "cpu")
	case "switches", "ipis":
		c.Kind = ClaimSwitches
		if f.text == "ipis" {
			c.Kind = ClaimIPIs
		}
		p.claimCPU(c, f)
	case "time":
		c.Kind = ClaimTime
		p.doneOf(c)
	case "violations":
		c.Kind = ClaimViolations
	case "locks":
		c.Kind = ClaimLocks
		t := p.claimArg(c, checkNothing, "a class of locks")
		p.known(t, "class of locks", p.words.Locks)
	case "cached":
		c.Kind = ClaimCached
		t := p.claimArg(c, checkCache, "the name of a cache")
		c.Cache = t.text
		p.claimKeys(c, f, "cpu")
	default:
		c.Kind, c.Func = ClaimSeries, f.text
		p.claimArg(c, checkSeries, "a series, TASK.NAME")
	}
}

// claimArg takes the first argument, and has it checked at the end.
func (p *parser) claimArg(c *Claim, kind checkKind, want string) token {
	t := p.name(want)
	c.Arg = t.text
	if kind != checkNothing {
		p.later = append(p.later, check{pos: t.pos, kind: kind, text: t.text})
	}
	return t
}

// doneOf reads TASK.done.
func (p *parser) doneOf(c *Claim) {
	t := p.name("TASK.done")
	task, ok := strings.CutSuffix(t.text, ".done")
	if !ok {
		p.fail(t.pos, "found %s; expected TASK.done", quote(t.text))
	}
	c.Arg = task
	p.later = append(p.later, check{pos: t.pos, kind: checkTask, text: task})
}

// claimKeys reads ", key=value" for the keys that f knows.
func (p *parser) claimKeys(c *Claim, f token, names ...string) {
	seen := map[string]Pos{}
	for p.accept(",") {
		k := p.word(listing(names) + "=")
		if !slices.Contains(names, k.text) {
			p.fail(k.pos, "unknown key %s of %s; %s", quote(k.text), f.text, expected(k.text, names))
		}
		p.unique(seen, k, "key")
		p.claimKey(c, p.value(k, single))
	}
}

func (p *parser) claimKey(c *Claim, v value) {
	if v.key.text == "cpu" {
		c.CPU = p.cpuOf(v, "the claim")
		return
	}
	c.Cache = v.text()
	p.later = append(p.later, check{pos: v.pos(), kind: checkCache, text: c.Cache})
}

// claimCPU reads the cpu=N that f cannot do without.
func (p *parser) claimCPU(c *Claim, f token) {
	k := p.word("cpu=N")
	if k.text != "cpu" {
		p.fail(k.pos, "unknown key %s of %s; expected cpu", quote(k.text), f.text)
	}
	p.claimKey(c, p.value(k, single))
}

func (p *parser) comparison(c *Claim) {
	i := slices.Index(opNames(), p.tok.text)
	if p.tok.kind != tMark || i < 0 {
		p.unexpected("a comparison: " + listing(opNames()))
	}
	p.advance()
	c.Op = Op(i)
}

// claimValue reads the number on the right. A span of time needs its unit, a
// count has none.
func (p *parser) claimValue(c *Claim) {
	c.IsDur = c.Kind == ClaimTime || c.Kind == ClaimSeries && c.Func != "count"
	if c.IsDur {
		d := p.time(p.word("a time"), c.subject())
		c.Value, c.Unit = d.N, d.Unit
		return
	}
	t := p.word("a whole number")
	n, ok := wholeNumber(t.text)
	if !ok || n > maxInt64 {
		p.fail(t.pos, "bad value %s of %s; expected a whole number without a unit", quote(t.text), c.subject())
	}
	c.Value = int64(n)
}

// subject writes what the claim measures.
func (c Claim) subject() string {
	switch c.Kind {
	case ClaimSeries:
		return fmt.Sprintf("%s(%s)", c.Func, c.Arg)
	case ClaimStat:
		return "stat(" + c.Arg + c.keyText(", cache=%s", c.Cache) + c.cpuText(", ") + ")"
	case ClaimEvents:
		return "events(" + c.Arg + c.cpuText(", ") + ")"
	case ClaimSwitches:
		return "switches(" + c.cpuText("") + ")"
	case ClaimIPIs:
		return "ipis(" + c.cpuText("") + ")"
	case ClaimTime:
		return "time(" + c.Arg + ".done)"
	}
	switch c.Kind {
	case ClaimCached:
		return "cached(" + c.Arg + c.cpuText(", ") + ")"
	case ClaimLocks:
		return "locks(" + c.Arg + ")"
	}
	return "violations()"
}

func (c Claim) keyText(format, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf(format, value)
}

func (c Claim) cpuText(before string) string {
	if c.CPU < 0 {
		return ""
	}
	return fmt.Sprintf("%scpu=%d", before, c.CPU)
}

// String writes the claim in one form, whatever its blanks were.
func (c Claim) String() string {
	value := fmt.Sprint(c.Value)
	if c.IsDur {
		value = Dur{c.Value, c.Unit}.String()
	}
	text := fmt.Sprintf("%s %s %s", c.subject(), c.Op, value)
	for i, cond := range c.When {
		if i == 0 {
			text += " when"
		}
		text += " " + cond.Key + "=" + cond.Value
	}
	return text
}
