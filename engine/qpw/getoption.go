package qpw

// The kernel's parser of an integer option (get_option and simple_strtoull,
// [KN]). It takes as many digits as there are and says what follows; what has
// none is no integer.

// option is what get_option says about the text after the number.
type option uint8

const (
	noInteger option = iota
	integer          // nothing that it knows follows, whatever else does
	withComma        // more numbers may come
	withRange        // a range
)

// getOption reads the integer at the start of s. The value is an int of 32
// bits: what is larger loses its upper half, as there.
func getOption(s string) (value int32, is option) {
	digits, minus := s, false
	if s != "" && s[0] == '-' {
		digits, minus = s[1:], true
	}
	n, taken := unsigned(digits)
	if taken == 0 {
		return 0, noInteger
	}
	value = int32(uint32(n))
	if minus {
		value = int32(-uint32(n))
	}
	switch rest := digits[taken:]; {
	case rest != "" && rest[0] == ',':
		return value, withComma
	case rest != "" && rest[0] == '-':
		return value, withRange
	}
	return value, integer
}

// unsigned is simple_strtoull with base 0: 0x… is hexadecimal, 0… octal. It
// says how many characters it took.
func unsigned(s string) (n uint64, taken int) {
	base := uint64(10)
	switch {
	case len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && digit(s[2]) < 16:
		base, taken = 16, 2
	case len(s) > 0 && s[0] == '0':
		base = 8
	}
	for ; taken < len(s) && digit(s[taken]) < base; taken++ {
		n = n*base + digit(s[taken])
	}
	return n, taken
}

func digit(c byte) uint64 {
	switch {
	case c >= '0' && c <= '9':
		return uint64(c - '0')
	case c >= 'a' && c <= 'f':
		return uint64(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return uint64(c-'A') + 10
	}
	return 255
}
