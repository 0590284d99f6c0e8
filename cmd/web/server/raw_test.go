package server

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/cmd/web/site"
)

// raw is one request as bytes, and the status that it must get. ours is false
// where net/http answers before any handler sees the request.
type raw struct {
	text   string
	status int
	ours   bool
}

// TestRawRequests sends what browsers never send.
func TestRawRequests(t *testing.T) {
	addr, _ := start(t, DefaultLimits())
	all := append(pathRequests(), methodRequests()...)
	all = append(all, hostRequests()...)
	all = append(all, brokenRequests()...)
	all = append(all, oddRequests()...)
	assert.GreaterOrEqual(t, len(all), 80)
	t.Logf("%d raw requests, each with the wanted answer", len(all))
	for _, r := range all {
		answer, body := say(t, addr, r.text)
		assert.Equal(t, r.status, answer.StatusCode, "%.90q", r.text)
		assert.Empty(t, answer.Header.Values("Server"), "%.90q", r.text)
		assert.NotContains(t, string(body), "PWNED", "%.90q: nothing is echoed", r.text)
		assert.NotContains(t, string(body), "root:", "%.90q", r.text)
		if r.ours {
			assertStrict(t, answer, r.text)
		}
		if r.status != http.StatusOK {
			assert.Less(t, len(body), 200, "%.90q: an error is one line", r.text)
			assert.Empty(t, answer.Header.Get("Location"), "%.90q: nothing redirects", r.text)
		}
	}
}

func assertStrict(t *testing.T, answer *http.Response, text string) {
	t.Helper()
	for _, s := range headersOf(strings.HasPrefix(text, "GET /figure.html ") && answer.StatusCode == http.StatusOK) {
		assert.Equal(t, []string{s.value}, answer.Header.Values(s.name), "%.90q: %s", text, s.name)
	}
}

// pathRequests asks for names that exist, nearly exist, or lead elsewhere.
func pathRequests() []raw {
	good := []string{"/", "/index.html", "/figure.html", "/?", "/?q=PWNED", "/index.html?v=1&x=../../etc/passwd", "/#top"}
	missing := []string{
		"/etc/passwd", "/index.html/", "//index.html", "//", "/./index.html", "/../index.html", "/a/../index.html",
		"/../../../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%2E%2E%2Findex.html",
		"/..;/index.html", "/index.html;v=1", "/index%2ehtml", "/%69ndex.html", "/INDEX.HTML", "/Index.html",
		"/index.html.", "/index.html~", "/index.html.bak", "/index.html.br", "/index.html.gz", "/.git/config",
		"/.env", "/go.mod", "/main.go", "/cmd/web/main.go", "/app.wasm", "/app.0000000000000000.wasm",
		"/barnyard-site.txt", "/favicon.ico", "/debug/pprof/", "/server-status", "/figure", "/index",
		`/..\..\etc\passwd`, "/index.html%00.png", "/%c0%ae%c0%ae/etc/passwd", "/%u002e%u002e/", "/<script>PWNED</script>",
		"/index.html%20", "/index.html%0d%0aSet-Cookie:PWNED", "/" + strings.Repeat("a", 4000), "/" + strings.Repeat("../", 500),
	}
	var all []raw
	for _, p := range good {
		status := http.StatusOK
		if strings.Contains(p, "#") {
			status = http.StatusNotFound // a fragment is never sent; this is a name with # in it
		}
		all = append(all, raw{get(p), status, true})
	}
	for _, p := range missing {
		// net/http refuses an escape that is no hexadecimal before we see it.
		broken := strings.Contains(p, "%u")
		status := http.StatusNotFound
		if broken {
			status = http.StatusBadRequest
		}
		all = append(all, raw{get(p), status, !broken})
	}
	return all
}

func methodRequests() []raw {
	var all []raw
	for _, m := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "PWNED"} {
		all = append(all, raw{m + " / HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusMethodNotAllowed, true})
	}
	return append(all,
		raw{"HEAD / HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusOK, true},
		raw{"HEAD /none HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusNotFound, true},
		raw{"OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusMethodNotAllowed, true},
		raw{"CONNECT HOST HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusMethodNotAllowed, true},
		raw{"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\n\r\nPWNED", http.StatusMethodNotAllowed, true},
		raw{"POST / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nPWNED\r\n0\r\n\r\n", http.StatusMethodNotAllowed, true},
		raw{"GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\n\r\nPWNED", http.StatusRequestEntityTooLarge, true},
		raw{"GET / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", http.StatusRequestEntityTooLarge, true},
		raw{"GET / HTTP/1.1\r\nHost: HOST\r\nRange: bytes=0-3\r\n\r\n", http.StatusOK, true},
		raw{"GET / HTTP/1.1\r\nHost: HOST\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", http.StatusOK, true},
		raw{"GET / HTTP/1.1\r\nHost: HOST\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n\r\n", http.StatusOK, true},
	)
}

// hostRequests pretend to be for somebody else: the trick of a page whose name
// is made to point at this machine.
func hostRequests() []raw {
	var all []raw
	for _, host := range []string{
		"evil.example", "evil.example:80", "127.0.0.1", "localhost", "[::1]", "127.0.0.1:1", "localhost.evil.example",
		"127.0.0.1.evil.example", "0.0.0.0", "127.1", "2130706433", "localhost:", "",
	} {
		all = append(all, raw{"GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", http.StatusMisdirectedRequest, true})
	}
	return append(all,
		raw{"GET / HTTP/1.0\r\n\r\n", http.StatusMisdirectedRequest, true},
		raw{"GET / HTTP/1.0\r\nHost: HOST\r\n\r\n", http.StatusOK, true},
		raw{"GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusMisdirectedRequest, true},
		raw{"GET http://HOST/ HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusBadRequest, true},
		raw{"GET / HTTP/1.1\r\nHost: HOST\r\nX-Forwarded-Host: evil.example\r\n\r\n", http.StatusOK, true},
	)
}

// brokenRequests are no requests at all; all but the opening of HTTP/2, which
// names no host, are refused before the handler.
func brokenRequests() []raw {
	return []raw{
		{"GET / HTTP/1.1\r\n\r\n", http.StatusBadRequest, false},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n", http.StatusBadRequest, false},
		{"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", http.StatusBadRequest, false},
		{"GET /\r\n\r\n", http.StatusBadRequest, false},
		{"GET  / HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusBadRequest, false},
		{"GET / HTTP/9.9\r\nHost: HOST\r\n\r\n", http.StatusHTTPVersionNotSupported, false},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nbad header\r\n\r\n", http.StatusBadRequest, false},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n", http.StatusBadRequest, false},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", http.StatusBadRequest, false},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: gzip\r\n\r\n", http.StatusNotImplemented, false},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nExpect: PWNED\r\n\r\n", http.StatusExpectationFailed, false},
		{"GET /%zz HTTP/1.1\r\nHost: HOST\r\n\r\n", http.StatusBadRequest, false},
		{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", http.StatusBadRequest, false},
		{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", http.StatusMisdirectedRequest, true},
		{"GET / HTTP/1.1\r\nHost: HOST\r\nX: " + strings.Repeat("a", 20000) + "\r\n\r\n", http.StatusRequestHeaderFieldsTooLarge, false},
		{get("/" + strings.Repeat("a", 20000)), http.StatusRequestHeaderFieldsTooLarge, false},
	}
}

// TestHashedNamesAreServed keeps the table honest: it asks for real names of
// the site that the table cannot know.
func TestHashedNamesAreServed(t *testing.T) {
	addr, _ := start(t, DefaultLimits())
	name := ""
	for _, f := range testSite(t).Files() {
		if strings.HasSuffix(f.Name, ".wasm") {
			name = f.Name
		}
	}
	answer, body := say(t, addr, get("/"+name))
	assert.Equal(t, http.StatusOK, answer.StatusCode)
	assert.Equal(t, "application/wasm", answer.Header.Get("Content-Type"))
	assert.Equal(t, "public, max-age=31536000, immutable", answer.Header.Get("Cache-Control"))
	assert.Equal(t, name, site.HashedName("app.wasm", body))
}
