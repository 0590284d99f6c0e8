package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func with(path, header string) string {
	return "GET " + path + " HTTP/1.1\r\nHost: HOST\r\n" + header + "\r\n\r\n"
}

func TestEncodingIsWhatTheClientLikesBest(t *testing.T) {
	addr, _ := start(t, DefaultLimits())
	for _, c := range []struct{ accept, want string }{
		{"X: none", ""},
		{"Accept-Encoding: gzip, deflate, br, zstd", "br"},
		{"Accept-Encoding: gzip", "gzip"},
		{"Accept-Encoding: x-gzip", "gzip"},
		{"Accept-Encoding: BR", "br"},
		{"Accept-Encoding: *", "br"},
		{"Accept-Encoding: br;q=0, *", "gzip"},
		{"Accept-Encoding: br;q=0.5, gzip;q=0.8", "gzip"},
		{"Accept-Encoding: br;q=0.5, gzip;q=0.5", "br"},
		{"Accept-Encoding: br ; Q=0.001", "br"},
		{"Accept-Encoding: identity, br;q=0.5", ""},
		{"Accept-Encoding: deflate, zstd", ""},
		{"Accept-Encoding: br;q=0, gzip;q=0", ""},
		{"Accept-Encoding: br;q=2, gzip;q=nan, gzip;level=9", ""},
		{"Accept-Encoding: ,,;;,", ""},
		{"Accept-Encoding: deflate\r\nAccept-Encoding: br", "br"},
	} {
		answer, body := say(t, addr, with("/", c.accept))
		assert.Equal(t, c.want, answer.Header.Get("Content-Encoding"), c.accept)
		assert.Equal(t, "Accept-Encoding", answer.Header.Get("Vary"), c.accept)
		assert.Equal(t, testSite(t).Get("index.html").Body, decode(t, c.want, body), c.accept)
	}
}

func TestAFileThatDoesNotShrinkIsSentPlain(t *testing.T) {
	addr, _ := start(t, DefaultLimits())
	answer, body := say(t, addr, with("/figure.html", "Accept-Encoding: br, gzip"))
	assert.Empty(t, answer.Header.Get("Content-Encoding"))
	assert.Equal(t, "<p>x</p>", string(body))
}

func TestUnchangedFilesAreNotSentAgain(t *testing.T) {
	addr, _ := start(t, DefaultLimits())
	first, _ := say(t, addr, with("/", "Accept-Encoding: br"))
	tag := first.Header.Get("ETag")
	require.Regexp(t, `^"[0-9a-f]{16}-br"$`, tag)
	for _, c := range []struct {
		header string
		status int
	}{
		{"If-None-Match: " + tag + "\r\nAccept-Encoding: br", http.StatusNotModified},
		{"If-None-Match: W/" + tag + "\r\nAccept-Encoding: br", http.StatusNotModified},
		{"If-None-Match: \"other\", " + tag + "\r\nAccept-Encoding: br", http.StatusNotModified},
		{"If-None-Match: *", http.StatusNotModified},
		{"If-None-Match: " + tag, http.StatusOK}, // the plain bytes are another thing
		{"If-None-Match: \"0000\"\r\nAccept-Encoding: br", http.StatusOK},
	} {
		answer, body := say(t, addr, with("/", c.header))
		assert.Equal(t, c.status, answer.StatusCode, c.header)
		assertStrict(t, answer, c.header)
		assert.Equal(t, "no-cache", answer.Header.Get("Cache-Control"), c.header)
		if c.status == http.StatusNotModified {
			assert.Empty(t, body, c.header)
		}
	}
}

func TestHeadTellsTheLengthAndSendsNothing(t *testing.T) {
	addr, _ := start(t, DefaultLimits())
	answer, body := say(t, addr, "HEAD / HTTP/1.1\r\nHost: HOST\r\n\r\n")
	assert.EqualValues(t, len(testSite(t).Get("index.html").Body), answer.ContentLength)
	assert.Empty(t, body)
}

func decode(t *testing.T, encoding string, body []byte) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(body)
	switch encoding {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		z, err := gzip.NewReader(r)
		require.NoError(t, err)
		r = z
	}
	plain, err := io.ReadAll(r)
	require.NoError(t, err)
	return plain
}
