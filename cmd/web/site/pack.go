package site

// Pack lets go of the plain bytes of each file that has them compressed too, which
// is most of the site: a server sends them to nobody but a client of the kind that
// reads no compressed answers, and unpacks them for it. A packed site is only good
// for that; it is not written to a folder any more.
func (s *Site) Pack() {
	for _, f := range s.files {
		if f.Gzip != nil {
			f.Body = nil
		}
	}
}
