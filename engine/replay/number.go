package replay

// isPacked tells a packed text from a name or a list of choices, which begin
// with a letter.
func isPacked(field string) bool { return field != "" && isDigit(field[0]) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// number reads a whole number from 1 to most, written in the one way.
func number(text string, most int) (int, bool) {
	if text == "" || len(text) > 9 || text[0] == '0' {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		if !isDigit(text[i]) {
			return 0, false
		}
		n = 10*n + int(text[i]-'0')
	}
	return n, n <= most
}
