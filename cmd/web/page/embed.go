package page

// embedPage is what embed.html shows: how it is done, and the same done here.
type embedPage struct {
	common
	Still still
}

// addEmbed adds the page that says how a figure is put into other pages.
func (m *maker) addEmbed() error {
	p := embedPage{
		common: m.common("Embed a figure · Barnyard", "How to put a live figure of Barnyard into a page or a deck of slides, and how to drive it."),
		Still:  m.demo,
	}
	return m.add("embed.html", "embed.html", p)
}
