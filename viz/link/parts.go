package link

import (
	"fmt"
	"strconv"
	"strings"

	"barnyard/engine/packed"
	"barnyard/engine/scenario"
)

// known is one part that this version knows: how a link has it, and how it is
// read. write gives "" for a part that need not be there; read says what is
// wrong, as the end of a sentence.
type known struct {
	key   string
	write func(*Link) string
	read  func(*Link, string) error
	many  bool // may stand there more than once
}

// settingOrder is the settings in the order in which they are made.
func settingOrder() []string {
	return []string{"cpus", "qpw", "rt", "alt", "fairserver", "rtthrottle", "lockdep", "steps", "generation", "patch", "names", "mutant", "seed", "until"}
}

// SettingKey is the key of a setting. The end of a run is called end: until is
// a way to go.
func SettingKey(name string) string {
	if name == "until" {
		return "end"
	}
	return name
}

// parts is the table, in the order in which a link has them.
func parts() []known {
	table := []known{
		word("lesson", letters+"-/", func(l *Link) *string { return &l.Lesson }),
		word("s", letters+"-", func(l *Link) *string { return &l.Scenario }),
	}
	for _, name := range settingOrder() {
		table = append(table, setting(name))
	}
	return append(table,
		known{key: "text", write: (*Link).plainText, read: (*Link).readText},
		known{key: "z", write: (*Link).packedText, read: (*Link).readPacked},
		known{key: "replay", write: func(l *Link) string { return l.Replay }, read: (*Link).readReplay},
		known{key: "sides", write: (*Link).writeSides, read: (*Link).readSides},
		word("run", variantLetters, func(l *Link) *string { return &l.Run }),
		flag("compare", func(l *Link) *bool { return &l.Compare }),
		instant("t", func(l *Link) **scenario.Dur { return &l.At }),
		known{key: "step", write: (*Link).writeStep, read: (*Link).readStep},
		known{key: "until", many: true, read: (*Link).readUntil},
		instant("from", func(l *Link) **scenario.Dur { return &l.From }),
		instant("to", func(l *Link) **scenario.Dur { return &l.To }),
		instant("a", func(l *Link) **scenario.Dur { return &l.Marks[0] }),
		instant("b", func(l *Link) **scenario.Dur { return &l.Marks[1] }),
		instant("speed", func(l *Link) **scenario.Dur { return &l.Speed }),
		word("tab", letters, func(l *Link) *string { return &l.Tab }),
		word("rows", letters, func(l *Link) *string { return &l.Rows }),
		word("sel", letters+"_-/.~", func(l *Link) *string { return &l.Sel }),
		flag("told", func(l *Link) *bool { return &l.Told }),
		known{key: "cache", write: (*Link).writeCache, read: (*Link).readCache},
		word("pin", letters+"_", func(l *Link) *string { return &l.Pinned }),
		word("diff", letters+"_", func(l *Link) *string { return &l.Diff }),
		flag("owners", func(l *Link) *bool { return &l.Owners }),
		flag("byhand", func(l *Link) *bool { return &l.ByHand }),
		flag("play", func(l *Link) *bool { return &l.Play }),
		word("theme", letters, func(l *Link) *string { return &l.Theme }),
		word("motion", letters, func(l *Link) *string { return &l.Motion }),
		word("e", letters+".", func(l *Link) *string { return &l.Engine }),
		known{key: "h", write: func(l *Link) string { return l.Hash }, read: (*Link).readHash},
		// What the figure's page reads itself, before there is a program.
		known{key: "cover", read: ignored}, known{key: "embed", read: ignored},
	)
}

const (
	letters        = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	variantLetters = letters + "-_.=/"
)

// strays says whether a value has characters that are not of those.
func strays(value, of string) bool {
	return strings.ContainsFunc(value, func(r rune) bool { return !strings.ContainsRune(of, r) })
}

func ignored(*Link, string) error { return nil }

// word is a part that is a name.
func word(key, of string, field func(*Link) *string) known {
	return known{
		key:   key,
		write: func(l *Link) string { return *field(l) },
		read: func(l *Link, value string) error {
			if value == "" || len(value) > maxWord || strays(value, of) {
				return fmt.Errorf("is %s; expected up to %d of the characters %s", quote(value), maxWord, strings.Replace(of, letters, "a-z A-Z 0-9 ", 1))
			}
			*field(l) = value
			return nil
		},
	}
}

// flag is a part that is 1 or not there.
func flag(key string, field func(*Link) *bool) known {
	return known{
		key: key,
		write: func(l *Link) string {
			if *field(l) {
				return "1"
			}
			return ""
		},
		read: func(l *Link, value string) error {
			if value != "1" {
				return fmt.Errorf("is %s; expected 1, or no such part", quote(value))
			}
			*field(l) = true
			return nil
		},
	}
}

// instant is a part that is a time.
func instant(key string, field func(*Link) **scenario.Dur) known {
	return known{
		key: key,
		write: func(l *Link) string {
			if d := *field(l); d != nil {
				return Word(*d)
			}
			return ""
		},
		read: func(l *Link, value string) error {
			d, ok := ParseInstant(value)
			if !ok {
				return fmt.Errorf("is %s; expected a time up to %d s such as 12.4us, 300ns or 37201cy", quote(value), scenario.MaxSeconds)
			}
			*field(l) = &d
			return nil
		},
	}
}

// setting is a part that is a setting of the scenario. Its value is judged where
// the scenario is.
func setting(name string) known {
	return known{
		key: SettingKey(name),
		write: func(l *Link) string {
			for _, s := range l.Settings {
				if s.Key == name {
					return s.Value
				}
			}
			return ""
		},
		read: func(l *Link, value string) error {
			if value == "" || len(value) > maxWord || strays(value, letters+"-_.,") {
				return fmt.Errorf("is %s; expected a value of the setting %s", quote(value), name)
			}
			l.Settings = append(l.Settings, Part{name, value})
			return nil
		},
	}
}

// plainText is a text that is short enough to be read in the address.
func (l *Link) plainText() string {
	if l.packs() {
		return ""
	}
	return l.Text
}

func (l *Link) packedText() string {
	switch {
	case !l.packs():
		return ""
	case l.Packed != "":
		return l.Packed
	}
	return packed.Pack(l.Text)
}

func (l *Link) packs() bool { return len(l.Text) > readable }

func (l *Link) readText(value string) error {
	if value == "" || len(value) > MaxText {
		return fmt.Errorf("has %d bytes; expected 1 to %d", len(value), MaxText)
	}
	return l.haveText(value)
}

func (l *Link) readPacked(value string) error {
	text, err := packed.Unpack(value, MaxText)
	if err != nil {
		return err
	}
	return l.haveText(text)
}

func (l *Link) haveText(text string) error {
	if l.Text != "" {
		return fmt.Errorf("is a second text; expected text= or z=, not both")
	}
	if at, r := hidden(text); r >= 0 {
		return fmt.Errorf("has %U at byte %d of its text; expected no characters that cannot be seen", r, at)
	}
	l.Text = text
	return nil
}

// readReplay leaves it to package replay what a replay string is.
func (l *Link) readReplay(value string) error {
	if value == "" {
		return fmt.Errorf("is empty; expected a replay string such as b1:alloc-burst::")
	}
	l.Replay = value
	return nil
}

func (l *Link) writeSides() string {
	if l.Sides == [2]string{} {
		return ""
	}
	return l.Sides[0] + "," + l.Sides[1]
}

func (l *Link) readSides(value string) error {
	left, right, ok := strings.Cut(value, ",")
	for _, side := range []string{left, right} {
		if !ok || side == "" || len(side) > maxWord || strays(side, variantLetters) {
			return fmt.Errorf("is %s; expected two runs such as qpw=0/alt=userret,qpw=1", quote(value))
		}
	}
	l.Sides = [2]string{left, right}
	return nil
}

func (l *Link) writeStep() string {
	if l.Step < 0 {
		return ""
	}
	return strconv.FormatInt(l.Step, 10)
}

func (l *Link) readStep(value string) error {
	n, ok := number(value, MaxSteps)
	if !ok {
		return fmt.Errorf("is %s; expected a whole number of micro-steps", quote(value))
	}
	l.Step = n
	return nil
}

func (l *Link) readUntil(value string) error {
	if at, r := hidden(value); r >= 0 || value == "" || len(value) > maxWord || strings.Contains(value, "\n") || len(l.Until) == maxUntil {
		return fmt.Errorf("is %s (byte %d); expected a condition on one line such as event=LockContended, %d of them at most", quote(value), at, maxUntil)
	}
	l.Until = append(l.Until, value)
	return nil
}

func (l *Link) writeCache() string {
	if l.Cache == 0 {
		return ""
	}
	return strconv.Itoa(l.Cache)
}

func (l *Link) readCache(value string) error {
	const most = 1 << 16
	n, ok := number(value, most)
	if !ok {
		return fmt.Errorf("is %s; expected the number of a cache, from 0", quote(value))
	}
	l.Cache = int(n)
	return nil
}

func (l *Link) readHash(value string) error {
	const digits = 16
	if len(value) != digits || strings.Trim(value, "0123456789abcdef") != "" {
		return fmt.Errorf("is %s; expected %d hex digits in small letters", quote(value), digits)
	}
	l.Hash = value
	return nil
}
