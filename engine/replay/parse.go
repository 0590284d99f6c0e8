package replay

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"barnyard/engine"
	"barnyard/engine/packed"
	"barnyard/engine/scenario"
)

// form is what a replay string looks like, for messages.
const form = version + ":SCENARIO:SETTINGS:CHOICES, perhaps with :e=ENGINE and :h=HASH"

// Parse reads what Format wrote. An error is one line: what is wrong, where in
// the string, and what was expected.
func Parse(text string) (*Replay, error) { return parse(text, runnable) }

// parse takes the judge of what can be run, which takes far longer than the
// rest; tests that read very many strings remember its verdicts.
func parse(text string, runnable func(*scenario.Scenario) error) (*Replay, error) {
	fields, err := split(text)
	if err != nil {
		return nil, err
	}
	r := &Replay{}
	if r.Scenario, err = readScenario(fields[1]); err != nil {
		return nil, err
	}
	if err := ReadSettings(r.Scenario, fields[2]); err != nil {
		return nil, err
	}
	if err := runnable(r.Scenario); err != nil {
		return nil, err
	}
	list := fields[3]
	if isPacked(list) {
		if list, err = packed.Unpack(list, MaxChoicesText); err != nil {
			return nil, fmt.Errorf("the packed list of choices %w", err)
		}
	}
	if r.Choices, err = readChoices(list, r.Scenario.Machine.CPUs); err != nil {
		return nil, err
	}
	if err := r.readSeal(fields[4:]); err != nil {
		return nil, err
	}
	return r, nil
}

// split cuts a string into its fields, at least four.
func split(text string) ([]string, error) {
	if text == "" {
		return nil, errors.New("the replay string is empty; expected " + form)
	}
	if len(text) > MaxBytes {
		return nil, fmt.Errorf("the replay string has %d bytes; expected at most %d", len(text), MaxBytes)
	}
	first, _, _ := strings.Cut(text, ":")
	if first != version {
		return nil, fmt.Errorf("the replay string begins with %s; expected %s", quote(first), form)
	}
	for i := range len(text) {
		if !plain(text[i]) {
			_, size := utf8.DecodeRuneInString(text[i:])
			return nil, fmt.Errorf("byte %d of the replay string is %s; expected letters, digits and . _ - = : / only", i+1, quote(text[i:i+size]))
		}
	}
	fields := strings.Split(text, ":")
	if len(fields) < 4 {
		return nil, fmt.Errorf("the replay string ends in field %d; expected at least 4: %s", len(fields), form)
	}
	return fields, nil
}

// Looks reports whether a word is meant as a replay string.
func Looks(text string) bool { return strings.HasPrefix(text, version+":") }

// Nameless is what a scenario is called that is in the string whole.
const Nameless = "replay"

func readScenario(field string) (*scenario.Scenario, error) {
	if !isPacked(field) {
		b, ok := scenario.Lookup(field)
		if !ok {
			return nil, fmt.Errorf("the replay string is of scenario %s; expected a built-in's name, or a packed text", quote(field))
		}
		return engine.Parse(b.Name, b.Text)
	}
	text, err := packed.Unpack(field, MaxText)
	if err != nil {
		return nil, fmt.Errorf("the packed scenario %w", err)
	}
	s, err := engine.Parse(Nameless, []byte(text))
	if err != nil {
		return nil, fmt.Errorf("the packed scenario is wrong: %w", err)
	}
	return s, nil
}

// ReadSettings changes what the settings field of a string says.
func ReadSettings(s *scenario.Scenario, field string) error {
	var seen []string
	for _, word := range strings.Split(field, "/") {
		if field == "" {
			break
		}
		name, value, ok := strings.Cut(word, "=")
		if !ok || !slices.Contains(settingOrder(), name) {
			return fmt.Errorf("setting %d is %s; expected NAME=VALUE with one of %s", len(seen)+1, quote(word), strings.Join(scenario.SettingNames(), ", "))
		}
		if slices.Contains(seen, name) {
			return fmt.Errorf("setting %d is a second %s; expected each once", len(seen)+1, name)
		}
		seen = append(seen, name)
		if err := s.Set(name, strings.ReplaceAll(value, listComma, ",")); err != nil {
			return fmt.Errorf("setting %d: %w", len(seen), err)
		}
	}
	return nil
}

// runnable says what is wrong with a scenario as its settings have made it. The
// text that is read has nobody's lines, so an error names none.
func runnable(s *scenario.Scenario) error {
	_, err := engine.Parse(s.Name, []byte(s.String()))
	if err == nil {
		_, err = engine.New(s)
	}
	var wrong *scenario.Error
	if errors.As(err, &wrong) {
		return errors.New("the scenario with these settings: " + wrong.Msg)
	}
	return err
}

// readSeal reads what follows the choices.
func (r *Replay) readSeal(fields []string) error {
	for _, f := range fields {
		key, value, _ := strings.Cut(f, "=")
		switch {
		case key == "e" && r.Engine == "" && value != "" && len(value) <= maxEngine:
			r.Engine = value
		case key == "h" && r.Hash == "" && isHash(value):
			r.Hash = value
		default:
			return fmt.Errorf("behind the choices stands %s; expected e=ENGINE or h= and %d hex digits in small letters, each once", quote(f), hashDigits)
		}
	}
	return nil
}

// maxEngine bounds the name of an engine's version.
const maxEngine = 32

func isHash(text string) bool {
	return len(text) == hashDigits && strings.Trim(text, "0123456789abcdef") == ""
}

// maxQuoted bounds what a message repeats of a string.
const maxQuoted = 40

func quote(text string) string {
	if len(text) > maxQuoted {
		return strconv.Quote(text[:maxQuoted]) + "..."
	}
	return strconv.Quote(text)
}
