// Package packed writes a long text so that it can stand in an address or on a
// command line, and reads it again.
//
//	LENGTH.DATA   the number of its bytes, and they themselves: deflated, in the
//	              letters of base64 for addresses
//
// The length stands in front, so that a text which would be too long is refused
// before any of it is made, however small it was packed.
package packed

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Pack writes a text in its packed form.
func Pack(text string) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic("packed: a text that cannot be packed: " + err.Error())
	}
	return strconv.Itoa(len(text)) + "." + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// Unpack reads what Pack wrote, if it is no longer than most. An error says what
// is wrong with it and what was expected, as the rest of a sentence that begins
// with what was packed.
func Unpack(field string, most int) (string, error) {
	length, data, _ := strings.Cut(field, ".")
	n, ok := number(length, most)
	if !ok {
		return "", fmt.Errorf("has length %s; expected a number of bytes from 1 to %d", quote(length), most)
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(data)
	if err != nil || len(raw) == 0 {
		return "", fmt.Errorf("is %s; expected LENGTH.DATA with the data in base64 for URLs", quote(field))
	}
	from := bytes.NewReader(raw)
	text := make([]byte, n+1)
	got, err := io.ReadFull(flate.NewReader(from), text)
	switch {
	case err == nil:
		return "", fmt.Errorf("is longer than the %d bytes that it says; expected that many", n)
	case err != io.ErrUnexpectedEOF && err != io.EOF:
		return "", fmt.Errorf("is damaged: it cannot be unpacked; expected deflated data")
	case got != n:
		return "", fmt.Errorf("is damaged or cut off: it unpacks to %d of %d bytes", got, n)
	case from.Len() > 0:
		return "", fmt.Errorf("has %d bytes behind its end; expected none", from.Len())
	}
	return string(text[:n]), nil
}

// number reads a whole number from 1 to most, written in the one way.
func number(text string, most int) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && 1 <= n && n <= most && strconv.Itoa(n) == text
}

// quote shows the beginning of what stands there, in letters that every terminal
// has.
func quote(text string) string {
	const most = 40
	if len(text) > most {
		return strconv.QuoteToASCII(text[:most]) + "..."
	}
	return strconv.QuoteToASCII(text)
}
