package server

import (
	"io"
	"net/http"
	"strconv"
	"strings"

	"barnyard/cmd/web/site"
)

// send answers with a file, in the best encoding that both sides have.
//
// Ranges are not offered: the one large file is a program, and half a program
// is of no use. A Range header is ignored, as it may be.
func send(w http.ResponseWriter, r *http.Request, f *site.File) {
	encoding, body := choose(f, r.Header.Values("Accept-Encoding"))
	tag := entityTag(f, encoding)
	head := w.Header()
	head.Set("ETag", tag)
	head.Set("Vary", "Accept-Encoding")
	head.Set("Cache-Control", cacheControl(f))
	if matches(r.Header.Values("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	head.Set("Content-Type", f.Type)
	size := f.Size
	if encoding != "" {
		size = len(body)
		head.Set("Content-Encoding", encoding)
	}
	head.Set("Content-Length", strconv.Itoa(size))
	w.WriteHeader(http.StatusOK)
	switch {
	case r.Method != http.MethodGet:
	case encoding != "":
		_, _ = w.Write(body)
	default:
		_, _ = io.CopyBuffer(onlyWriter{w}, f.Plain(), make([]byte, unpacked))
	}
}

// unpacked is how much of a file is kept for one who reads slowly: there may be
// 256 of them.
const unpacked = 8 << 10

// onlyWriter hides what else the answer can do: a copy into it goes through the
// writes that are counted, not past them.
type onlyWriter struct{ io.Writer }

// entityTag differs between the encodings of one file, because they are
// different bytes.
func entityTag(f *site.File, encoding string) string {
	if encoding == "" {
		return `"` + f.Tag + `"`
	}
	return `"` + f.Tag + "-" + encoding + `"`
}

// cacheControl lets a browser keep for ever what can never change, and makes
// it ask about the rest.
func cacheControl(f *site.File) string {
	if f.Immutable {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// matches implements If-None-Match: a list of tags or a star, compared weakly.
func matches(values []string, tag string) bool {
	for _, value := range values {
		for one := range strings.SplitSeq(value, ",") {
			one = strings.TrimSpace(one)
			if one == "*" || strings.TrimPrefix(one, "W/") == tag {
				return true
			}
		}
	}
	return false
}
