//go:build !js

package main

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"barnyard/cmd/web/gowasm"
	"barnyard/cmd/web/page"
	"barnyard/engine"
	"barnyard/lessons"
	"barnyard/lessons/lesson"
)

// What the site says of itself. What is modelled and what is not stands in the
// README and nowhere else: the page shows that section, word for word.

// modelledHeading is the section of the README.
const modelledHeading = "## What is modelled, and what is not\n"

// about reads the source tree that the site is made from.
func about(toolchain string) (page.About, error) {
	root, err := gowasm.FindRoot(".", module)
	if err != nil {
		return page.About{}, err
	}
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		return page.About{}, err
	}
	section, err := readmeSection(string(text), modelledHeading)
	if err != nil {
		return page.About{}, err
	}
	return page.About{
		// The same two gates as for a lesson's prose.
		Modelled: template.HTML(lessons.HTML(&lesson.Step{Prose: section})),
		Versions: versions(root, toolchain),
	}, nil
}

// readmeSection is what stands between a heading and the next one.
func readmeSection(text, heading string) (string, error) {
	_, after, found := strings.Cut(text, "\n"+heading)
	if !found {
		return "", fmt.Errorf("README.md: no line %q, which the page about.html shows", strings.TrimSpace(heading))
	}
	section, _, _ := strings.Cut(after, "\n## ")
	return section, nil
}

// versions name the parts that a picture depends on. What cannot be found out,
// as without git, is said to be unknown.
func versions(root, toolchain string) []page.Version {
	return []page.Version{
		{Name: "engine", Value: engine.Version},
		{Name: "commit", Value: commit(root)},
		{Name: "Go", Value: toolchain},
		{Name: "Ebitengine", Value: said(root, "go", "list", "-m", "-f", "{{.Version}}", "github.com/hajimehoshi/ebiten/v2")},
	}
}

// commit is the one that the tree is at, and whether something was changed
// since.
func commit(root string) string {
	at := said(root, "git", "rev-parse", "--short=12", "HEAD")
	if at != unknown && said(root, "git", "status", "--porcelain", "--untracked-files=no") != unknown {
		at += " and changes"
	}
	return at
}

const unknown = "unknown"

// said is the one line that a program prints.
func said(root, name string, args ...string) string {
	cmd := exec.Command(name, args...)
	cmd.Dir = root
	out, err := cmd.Output()
	if line := string(bytes.TrimSpace(out)); err == nil && line != "" {
		return line
	}
	return unknown
}
