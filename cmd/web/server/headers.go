package server

import (
	"net/http"
	"strings"
)

// PagePolicy is the content policy of every page, without the one directive
// that only a header can carry. Pages repeat it in a <meta> element, for hosts
// where nobody sets headers.
//
// 'wasm-unsafe-eval' is what a browser wants to hear before it compiles
// WebAssembly; no script is ever made from text. Ebitengine sets styles through
// the object model, which style-src does not restrict.
const PagePolicy = "default-src 'none'; " +
	"script-src 'self' 'wasm-unsafe-eval'; " +
	"style-src 'self'; " +
	"img-src 'self' data:; " +
	"font-src 'self'; " +
	"connect-src 'self'; " +
	"frame-src 'self'; " +
	"base-uri 'none'; " +
	"form-action 'none'; " +
	"require-trusted-types-for 'script'; " +
	"trusted-types 'none'"

// headerPolicy adds who may frame a page: only this site.
const headerPolicy = PagePolicy + "; frame-ancestors 'self'"

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
