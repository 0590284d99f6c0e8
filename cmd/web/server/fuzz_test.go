package server

import (
	"bufio"
	"bytes"
	"net/http"
	"strings"
	"testing"

	"barnyard/cmd/web/site"
	"barnyard/engine/fuzzing"
)

// FuzzRequest: whatever net/http makes a request of gets an answer of ours with
// every strict header. It is a file of the list, to somebody who asked for
// exactly that name by the right host, or one line that repeats nothing.
func FuzzRequest(f *testing.F) {
	all := append(pathRequests(), methodRequests()...)
	all = append(all, hostRequests()...)
	for _, r := range append(all, brokenRequests()...) {
		f.Add([]byte(strings.ReplaceAll(r.text[:min(len(r.text), 1<<10)], "HOST", fuzzHost)))
	}
	for _, header := range []string{
		"Accept-Encoding: br;q=0.5, gzip, *;q=0", "Accept-Encoding: identity;q=0, br;q=NaN", "Accept-Encoding: ;;q==,,",
		"If-None-Match: *", `If-None-Match: W/"x", "y"`, "If-None-Match: ,,,",
	} {
		f.Add([]byte("GET /index.html HTTP/1.1\r\nHost: " + fuzzHost + "\r\n" + header + "\r\n\r\n"))
	}
	z := newFuzzServer(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		fuzzing.Within(t, len(text), func() { z.ask(t, text) })
	})
}

const fuzzHost = "a:1"

type fuzzServer struct {
	site    *site.Site
	handler http.Handler
	reader  *bufio.Reader
	answer  *kept
}

func newFuzzServer(f *testing.F) *fuzzServer {
	s := &site.Site{}
	for _, add := range []error{
		s.Add("index.html", bytes.Repeat([]byte("<p>sheaves and barns</p>\n"), 100)),
		s.Add("figure.html", []byte("<p>x</p>")),
		s.Compress(site.Quick),
	} {
		if add != nil {
			f.Fatal(add)
		}
	}
	return &fuzzServer{s, newHandler(s, []string{fuzzHost}), bufio.NewReader(nil), &kept{head: http.Header{}}}
}

func (z *fuzzServer) ask(t *testing.T, text []byte) {
	z.reader.Reset(bytes.NewReader(text))
	r, err := http.ReadRequest(z.reader)
	if err != nil {
		return // net/http answers
	}
	z.answer.reset()
	z.handler.ServeHTTP(z.answer, r)
	path, _, _ := strings.Cut(r.RequestURI, "?")
	for _, s := range headersOf(path == "/figure.html" && z.answer.status < http.StatusBadRequest) {
		if got := z.answer.head[s.name]; len(got) != 1 || got[0] != s.value {
			t.Fatalf("%s: %q", s.name, got)
		}
	}
	if len(z.answer.head["Location"])+len(z.answer.head["Server"]) > 0 {
		t.Fatal("leads elsewhere, or tells who we are")
	}
	switch z.answer.status {
	case http.StatusOK, http.StatusNotModified:
		z.mustBeFile(t, r, path)
	case http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusRequestEntityTooLarge, http.StatusMisdirectedRequest:
		if body := z.answer.body.String(); len(body) >= 200 || strings.Count(body, "\n") != 1 {
			t.Fatalf("%q", body)
		}
	default:
		t.Fatal("status ", z.answer.status)
	}
}

// mustBeFile: the body is the file of the path, as it is or compressed.
func (z *fuzzServer) mustBeFile(t *testing.T, r *http.Request, path string) {
	file := z.site.Get(strings.TrimPrefix(path, "/"))
	if path == "/" {
		file = z.site.Get("index.html")
	}
	if file == nil || !strings.EqualFold(r.Host, fuzzHost) || r.Method != http.MethodGet && r.Method != http.MethodHead {
		t.Fatalf("%s %q of %q is answered", r.Method, r.RequestURI, r.Host)
	}
	want := map[string][]byte{"": file.Body, "br": file.Brotli, "gzip": file.Gzip}[z.answer.head.Get("Content-Encoding")]
	if r.Method == http.MethodHead || z.answer.status == http.StatusNotModified {
		want = nil
	}
	if !bytes.Equal(z.answer.body.Bytes(), want) {
		t.Fatalf("%q is answered with %d bytes", r.RequestURI, z.answer.body.Len())
	}
}

// kept is a ResponseWriter that keeps the answer.
type kept struct {
	head   http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) reset() {
	clear(k.head)
	k.status = 0
	k.body.Reset()
}

func (k *kept) Header() http.Header { return k.head }

func (k *kept) WriteHeader(status int) { k.status = status }

func (k *kept) Write(b []byte) (int, error) { return k.body.Write(b) }
