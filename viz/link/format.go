package link

import (
	"fmt"
	"strings"
)

// Format writes a link, without the # before it. It is an error where it would
// be longer than any link may be; then what runs can only be sent as a file.
func Format(l *Link) (string, error) {
	if at, r := hidden(l.Text); r >= 0 {
		return "", fmt.Errorf("a link cannot hold the scenario: its text has %U at byte %d; expected no characters that cannot be seen", r, at)
	}
	var b strings.Builder
	b.WriteString("v=" + Version)
	add := func(key, value string) {
		b.WriteString("&" + key + "=")
		escape(&b, value)
	}
	for _, p := range parts() {
		if p.key == "until" {
			for _, value := range l.Until {
				add(p.key, value)
			}
			continue
		}
		if p.write == nil {
			continue
		}
		if value := p.write(l); value != "" {
			add(p.key, value)
		}
	}
	for _, p := range l.More {
		add(p.Key, p.Value)
	}
	if b.Len() > MaxBytes {
		return "", fmt.Errorf("a link to this would have %d bytes; expected at most %d: save the scenario as a file", b.Len(), MaxBytes)
	}
	return b.String(), nil
}

// escape writes a value with % signs where an address, a mail program or a chat
// would take a character for its own.
func escape(b *strings.Builder, value string) {
	const hex, safe = "0123456789ABCDEF", letters + "-._~:/=,"
	for i := range len(value) {
		c := value[i]
		if strings.IndexByte(safe, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
}
