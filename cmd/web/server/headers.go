package server

import (
	"net/http"
	"strings"

	"barnyard/cmd/web/site"
)

// headerPolicy adds who may frame a page: only this site.
const headerPolicy = site.Policy + "; frame-ancestors 'self'"

// embedded is the one page that may stand in a page of any other origin.
const embedded = "figure.html"

// strictHeaders are set on every answer that this package writes. Together
// they cut the page off from other origins (so that it may use precise clocks
// and nothing can read it), keep types from being guessed, and give up every
// sensor.
var strictHeaders = []struct{ name, value string }{
	{"Content-Security-Policy", headerPolicy},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Embedder-Policy", "require-corp"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Permissions-Policy", permissions()},
}

func setStrictHeaders(h http.Header) {
	for _, s := range strictHeaders {
		h.Set(s.name, s.value)
	}
}

// looserHeaders are what the figure's page has instead, so that somebody else's
// page can embed it. Without frame-ancestors any page may, also a file on a
// speaker's own disk; with the resource policy also one that demands it of all
// that it embeds. Nothing is given away by that: the page has no account, asks
// nothing of this server in anybody's name, and under another origin neither reads
// nor keeps what is stored for this one (static/parent.js). What it loads itself
// stays with this origin, and so do all other pages.
var looserHeaders = []struct{ name, value string }{
	{"Content-Security-Policy", site.Policy},
	{"Cross-Origin-Resource-Policy", "cross-origin"},
}

// setHeadersOf takes back what a file need not have.
func setHeadersOf(name string, h http.Header) {
	if name != embedded {
		return
	}
	for _, s := range looserHeaders {
		h.Set(s.name, s.value)
	}
}

// permissions gives up what a picture of a kernel never needs. Whole-screen
// view is the one thing that it keeps.
func permissions() string {
	none := []string{
		"accelerometer", "autoplay", "camera", "display-capture", "encrypted-media",
		"geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
		"picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "usb",
		"xr-spatial-tracking",
	}
	return strings.Join(none, "=(), ") + "=(), fullscreen=(self)"
}
