package server

import (
	"net/http"
	"strings"

	"barnyard/cmd/web/site"
)

// headerPolicy adds who may frame a page: only this site.
const headerPolicy = site.Policy + "; frame-ancestors 'self'"

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
