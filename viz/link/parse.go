package link

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Looks reports whether a word is meant as a link: an address with a fragment,
// or a fragment alone, with or without its #.
func Looks(word string) bool {
	_, behind, marked := strings.Cut(word, "#")
	return marked && strings.HasPrefix(behind, "v=") || strings.HasPrefix(word, "v=")
}

// Fragment is what of a word Parse wants: what stands behind the #.
func Fragment(word string) string {
	if _, behind, marked := strings.Cut(word, "#"); marked {
		return behind
	}
	return word
}

// Parse reads a fragment, with or without its #. An error is one line: what is
// wrong, in which part, and what was expected.
func Parse(fragment string) (Link, error) {
	fragment = strings.TrimPrefix(fragment, "#")
	if len(fragment) > MaxBytes {
		return Link{}, fmt.Errorf("the link has %d bytes; expected at most %d", len(fragment), MaxBytes)
	}
	words := strings.SplitN(fragment, "&", MaxParts+1)
	if len(words) > MaxParts {
		return Link{}, fmt.Errorf("the link has more than %d parts; expected fewer", MaxParts)
	}
	l, r := New(), reader{seen: map[string]bool{}}
	if err := version(words[0]); err != nil {
		return Link{}, err
	}
	for i, w := range words[1:] {
		if w == "" {
			continue // a & too many
		}
		if err := r.part(&l, w); err != nil {
			return Link{}, fmt.Errorf("the link's part %d, %w", i+2, err)
		}
	}
	if err := l.agrees(); err != nil {
		return Link{}, err
	}
	l.order()
	return l, nil
}

// version makes sure that the first part is one that can be read at all.
func version(first string) error {
	key, value, _ := strings.Cut(first, "=")
	switch {
	case key != "v":
		return fmt.Errorf("the link begins with %s; expected v=%s first", quote(first), Version)
	case value != Version:
		return fmt.Errorf("the link is of version %s; expected v=%s, or a newer Barnyard", quote(value), Version)
	}
	return nil
}

// reader is what of a link has been read.
type reader struct {
	seen map[string]bool
	kept int // bytes of what is not known
}

// part reads one.
func (r *reader) part(l *Link, w string) error {
	key, raw, _ := strings.Cut(w, "=")
	if key == "" || len(key) > 32 || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return fmt.Errorf("%s, has no name; expected small letters before the =", quote(w))
	}
	value, err := url.PathUnescape(raw)
	if err != nil || !utf8.ValidString(value) {
		return fmt.Errorf("%s: its %% signs are no text; expected %% and two hex digits for a byte of UTF-8", key)
	}
	table := parts()
	i := slices.IndexFunc(table, func(p known) bool { return p.key == key })
	switch {
	case key == "v":
		return errors.New("v: a second version; expected one, at the front")
	case i < 0:
		return r.unknown(l, key, value)
	case r.seen[key] && !table[i].many:
		return fmt.Errorf("%s: stands there twice; expected it once", key)
	}
	r.seen[key] = true
	if err := table[i].read(l, value); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}

// unknown keeps what another version will know.
func (r *reader) unknown(l *Link, key, value string) error {
	if r.kept += len(key) + len(value); r.kept > maxKept {
		return fmt.Errorf("%s: there are more than %d bytes in parts that are not known here; expected fewer", key, maxKept)
	}
	if at, c := hidden(value); c >= 0 {
		return fmt.Errorf("%s: has %U at byte %d; expected no characters that cannot be seen", key, c, at)
	}
	l.More = append(l.More, Part{key, value})
	return nil
}

// order puts the settings in the order in which a link has them, so that two links
// to the same place are the same whoever wrote them.
func (l *Link) order() {
	all := settingOrder()
	slices.SortFunc(l.Settings, func(a, b Part) int { return slices.Index(all, a.Key) - slices.Index(all, b.Key) })
}

// agrees says which parts exclude each other.
func (l *Link) agrees() error {
	what := 0
	for _, there := range []bool{l.Scenario != "", l.Text != "", l.Replay != ""} {
		if there {
			what++
		}
	}
	switch {
	case what > 1:
		return errors.New("the link says more than once what runs; expected one of s=, text= or z=, and replay=")
	case len(l.Settings) > 0 && l.Scenario == "":
		return fmt.Errorf("the link has the setting %s without s=; expected the name of the scenario that it changes", l.Settings[0].Key)
	case l.Step >= 0 && l.At == nil:
		return errors.New("the link has step= without t=; expected the time of that step with it")
	case (l.From == nil) != (l.To == nil):
		return errors.New("the link has one of from= and to=; expected both, or neither")
	case l.Hash != "" && l.At == nil:
		return errors.New("the link has h= without t=; expected the time of that state with it")
	}
	return nil
}

// hidden finds a character that cannot be seen, or that turns those around it
// about: -1 if there is none.
func hidden(text string) (at int, r rune) {
	for at, r := range text {
		if r != '\n' && r != '\r' && r != '\t' && !unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return at, r
		}
	}
	return 0, -1
}

// quote repeats a part of a link in a message, so that nothing of it can do more
// than be read.
func quote(text string) string {
	const most = 40
	if len(text) > most {
		return strconv.QuoteToASCII(text[:most]) + "..."
	}
	return strconv.QuoteToASCII(text)
}
