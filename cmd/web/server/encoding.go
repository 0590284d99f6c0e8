package server

import (
	"strconv"
	"strings"

	"barnyard/cmd/web/site"
)

// choose picks the encoding for a file: the one that the client likes best,
// brotli before gzip where it likes both as well. The empty name, without a body,
// is the file as it is, which is also the answer to a header that makes no sense.
func choose(f *site.File, accept []string) (encoding string, body []byte) {
	liked := weights(accept)
	best := 0
	for _, offer := range []struct {
		name string
		body []byte
	}{{"br", f.Brotli}, {"gzip", f.Gzip}} {
		if weight := liked.of(offer.name); offer.body != nil && weight > best {
			best, encoding, body = weight, offer.name, offer.body
		}
	}
	if plain, said := liked["identity"]; said && plain > best {
		return "", nil
	}
	return encoding, body
}

// liking maps the names in Accept-Encoding to weights in thousandths.
type liking map[string]int

func (l liking) of(name string) int {
	if weight, said := l[name]; said {
		return weight
	}
	return l["*"]
}

func weights(accept []string) liking {
	l := liking{}
	for _, value := range accept {
		for item := range strings.SplitSeq(value, ",") {
			name, parameter, _ := strings.Cut(item, ";")
			name = strings.ToLower(strings.TrimSpace(name))
			if name == "x-gzip" {
				name = "gzip"
			}
			l[name] = weight(parameter)
		}
	}
	return l
}

// weight reads "q=0.5" as 500. What it cannot read counts as a refusal: plain
// bytes are always right.
func weight(parameter string) int {
	parameter = strings.TrimSpace(parameter)
	if parameter == "" {
		return 1000
	}
	name, value, found := strings.Cut(parameter, "=")
	if !found || !strings.EqualFold(strings.TrimSpace(name), "q") {
		return 0
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return int(q * 1000)
}
