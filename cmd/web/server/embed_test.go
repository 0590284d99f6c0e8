package server

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// headersOf is every header that an answer must have: those of the figure's page,
// or those of everything else.
func headersOf(figure bool) []struct{ name, value string } {
	all := slices.Clone(strictHeaders)
	for i := range all {
		for _, looser := range looserHeaders {
			if figure && looser.name == all[i].name {
				all[i].value = looser.value
			}
		}
	}
	return all
}

// Only the figure's page may stand in somebody else's, and it gives up nothing
// but that.
func TestTheFigureMayBeEmbedded(t *testing.T) {
	got := map[string]http.Header{}
	for _, name := range []string{"figure.html", "index.html"} {
		h := http.Header{}
		setStrictHeaders(h)
		setHeadersOf(name, h)
		require.Len(t, h, len(strictHeaders))
		got[name] = h
	}
	figure, other := got["figure.html"], got["index.html"]
	assert.Contains(t, other.Get("Content-Security-Policy"), "frame-ancestors 'self'")
	assert.Equal(t, "same-origin", other.Get("Cross-Origin-Resource-Policy"))
	assert.NotContains(t, figure.Get("Content-Security-Policy"), "frame-ancestors")
	assert.True(t, strings.HasPrefix(other.Get("Content-Security-Policy"), figure.Get("Content-Security-Policy")))
	assert.Equal(t, "cross-origin", figure.Get("Cross-Origin-Resource-Policy"))
	assert.Equal(t, "require-corp", figure.Get("Cross-Origin-Embedder-Policy"))
}
