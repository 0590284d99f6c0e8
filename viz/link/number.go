package link

import "strconv"

// number reads a whole number without sign or leading zeros, up to most.
func number(text string, most int64) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > most || strconv.FormatInt(n, 10) != text {
		return 0, false
	}
	return n, true
}
