package page

// addEmbed adds the page that says how a figure is put into other pages.
func (m *maker) addEmbed() error {
	return m.add("embed.html", "embed.html", m.common("Embed a figure · Barnyard", "How to put a live figure of Barnyard into a page or a deck of slides, and how to drive it."))
}
