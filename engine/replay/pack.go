package replay

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A long text is packed: its length, a dot, and its bytes deflated, in the
// letters of base64 for URLs. The length stands in front, so that a text which
// would be too long is refused before any of it is made.

// pack writes a text in its packed form.
func pack(text string) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic("replay: a text that cannot be packed: " + err.Error())
	}
	return strconv.Itoa(len(text)) + "." + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// isPacked tells a packed text from a name or a list of choices, which begin
// with a letter.
func isPacked(field string) bool { return field != "" && isDigit(field[0]) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// unpack reads what pack wrote, if it is no longer than most.
func unpack(field, what string, most int) (string, error) {
	length, data, _ := strings.Cut(field, ".")
	n, ok := number(length, most)
	if !ok {
		return "", fmt.Errorf("%s has length %s; expected a number of bytes from 1 to %d", what, quote(length), most)
	}
	packed, err := base64.RawURLEncoding.Strict().DecodeString(data)
	if err != nil || len(packed) == 0 {
		return "", fmt.Errorf("%s is %s; expected LENGTH.DATA with the data in base64 for URLs", what, quote(field))
	}
	from := bytes.NewReader(packed)
	text := make([]byte, n+1)
	got, err := io.ReadFull(flate.NewReader(from), text)
	switch {
	case err == nil:
		return "", fmt.Errorf("%s is longer than the %d bytes that it says; expected that many", what, n)
	case err != io.ErrUnexpectedEOF && err != io.EOF:
		return "", fmt.Errorf("%s is damaged: it cannot be unpacked; expected deflated data", what)
	case got != n:
		return "", fmt.Errorf("%s is damaged or cut off: %d bytes come out; expected %d", what, got, n)
	case from.Len() > 0:
		return "", fmt.Errorf("%s has %d bytes behind its end; expected none", what, from.Len())
	}
	return string(text[:n]), nil
}

// number reads a whole number from 1 to most, written in the one way.
func number(text string, most int) (int, bool) {
	if text == "" || len(text) > 9 || text[0] == '0' {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		if !isDigit(text[i]) {
			return 0, false
		}
		n = 10*n + int(text[i]-'0')
	}
	return n, n <= most
}
