package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// Reading without a network: the pages' half is static/offline.js, the worker's
// is worker/sw.js. A site that keeps nothing has a worker, too: the one that ends
// those of earlier sites at its address.

//go:embed worker
var workers embed.FS

// workerName is fixed: a browser asks for the same name to learn of a newer one.
const workerName = "sw.js"

// releaseMark stands in the pages where the release goes. The release is a hash
// of all files, and so of the pages as they are before it is written into them.
const releaseMark = "release-of-this-site"

// draft is a page that is made but not yet in the site.
type draft struct {
	name string
	body []byte
}

// finish names the release, writes it into the pages, and adds the worker and what it
// does not keep.
func (m *maker) finish() error {
	release := m.release()
	for _, d := range m.drafts {
		if err := m.site.Add(d.name, bytes.ReplaceAll(d.body, []byte(releaseMark), []byte(release))); err != nil {
			return err
		}
	}
	worker, err := m.worker(release)
	if err != nil {
		return err
	}
	icon, err := favicon()
	if err != nil {
		return err
	}
	if err := m.site.Add(faviconName, icon); err != nil {
		return err
	}
	return m.site.Add(workerName, worker)
}

// release is a hash over everything that a reader can be given.
func (m *maker) release() string {
	sum := sha256.New()
	for _, f := range m.site.Files() {
		fmt.Fprintf(sum, "%s %s\n", f.Name, f.Tag)
	}
	slices.SortFunc(m.drafts, func(a, b draft) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	for _, d := range m.drafts {
		fmt.Fprintf(sum, "%s %x\n", d.name, sha256.Sum256(d.body))
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// worker is the script with what it keeps before it.
func (m *maker) worker(release string) ([]byte, error) {
	if !m.Offline {
		return workers.ReadFile("worker/gone.js")
	}
	script, err := workers.ReadFile("worker/sw.js")
	if err != nil {
		return nil, err
	}
	var files [][2]string
	for _, f := range m.site.Files() {
		files = append(files, [2]string{f.Name, integrity(f.Body)})
	}
	list, err := json.MarshalIndent(files, "", " ")
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "const RELEASE = %q;\nconst FILES = %s;\n%s", release, list, script), nil
}

// integrity is the hash of a file as browsers compare it.
func integrity(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
