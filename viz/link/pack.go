package link

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A text of more than a few lines is packed: its length, a dot, and its bytes
// deflated, in the letters of base64 for addresses. The length stands in front,
// so that a text that would be too long is refused before any of it is made,
// however small it was packed.

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
		panic("link: a text that cannot be packed: " + err.Error())
	}
	return strconv.Itoa(len(text)) + "." + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// unpack reads what Pack wrote.
func unpack(packed string) (string, error) {
	length, data, _ := strings.Cut(packed, ".")
	n, ok := number(length, MaxText)
	if !ok || n == 0 {
		return "", fmt.Errorf("has length %s; expected a number of bytes from 1 to %d", quote(length), MaxText)
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(data)
	if err != nil || len(raw) == 0 {
		return "", fmt.Errorf("is %s; expected LENGTH.DATA with the data in base64 for addresses", quote(packed))
	}
	from := bytes.NewReader(raw)
	text := make([]byte, n)
	r := flate.NewReader(from)
	if _, err := io.ReadFull(r, text); err != nil {
		return "", fmt.Errorf("is damaged: its text ends before byte %d; expected a link as it was copied, whole", n)
	}
	if more, err := r.Read(make([]byte, 1)); more != 0 || err != io.EOF {
		return "", fmt.Errorf("is damaged: its text goes on after byte %d; expected a link as it was copied, whole", n)
	}
	if from.Len() != 0 {
		return "", fmt.Errorf("is damaged: behind its text stand %d bytes; expected nothing", from.Len())
	}
	return string(text), nil
}

// number reads a whole number without sign or leading zeros, up to most.
func number(text string, most int64) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > most || strconv.FormatInt(n, 10) != text {
		return 0, false
	}
	return n, true
}
