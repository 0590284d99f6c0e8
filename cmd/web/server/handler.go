package server

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"barnyard/cmd/web/site"
)

// handler answers one request from the site's list of names.
type handler struct {
	site  *site.Site
	hosts map[string]bool
}

func newHandler(s *site.Site, hosts []string) http.Handler {
	h := &handler{site: s, hosts: map[string]bool{}}
	for _, host := range hosts {
		h.hosts[strings.ToLower(host)] = true
	}
	return h
}

// ServeHTTP refuses in the order of who is asked, what is asked, and for what:
// a page of another name that points at this address must learn nothing.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setStrictHeaders(w.Header())
	if hasBody(r) {
		// Nobody reads the body, so the connection cannot be used again.
		w.Header().Set("Connection", "close")
	}
	switch {
	case !h.hosts[strings.ToLower(r.Host)]:
		refuse(w, http.StatusMisdirectedRequest, "this server does not answer for that host name")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "only GET and HEAD are answered here")
	case hasBody(r):
		refuse(w, http.StatusRequestEntityTooLarge, "a request here has no body")
	case !strings.HasPrefix(r.RequestURI, "/"):
		refuse(w, http.StatusBadRequest, "a request here names a path that begins with /")
	default:
		h.find(w, r)
	}
}

func hasBody(r *http.Request) bool { return r.ContentLength != 0 }

// find compares the path as it was sent, byte for byte. A name that needs
// decoding or cleaning is not in the list, hence not found.
func (h *handler) find(w http.ResponseWriter, r *http.Request) {
	path, _, _ := strings.Cut(r.RequestURI, "?")
	name := path[1:]
	if name == "" {
		name = "index.html"
	}
	f := h.site.Get(name)
	if f == nil {
		refuse(w, http.StatusNotFound, "there is no such page")
		return
	}
	setHeadersOf(name, w.Header())
	send(w, r, f)
}

func refuse(w http.ResponseWriter, status int, sentence string) {
	text := fmt.Sprintf("%d %s: %s\n", status, http.StatusText(status), sentence)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// An error here means that the client has gone; there is nobody to tell.
	_, _ = w.Write([]byte(text))
}
