// Package template stands in for text/template where Ebitengine chooses the
// lines of its shaders. It knows what those have: "if eq" of two fields of a
// struct, and its branches.
//
// The real one looks for methods by their names while it runs. Whatever does so
// makes the linker keep every exported method of the whole program.
package template

import (
	"fmt"
	"io"
	"reflect"
	"strings"
)

// Template is a text with conditions in it.
type Template struct{ parts []string } // texts and, at odd places, what stands in braces

// New makes an empty template.
func New(string) *Template { return &Template{} }

// Must is the template, if there is no error.
func Must(t *Template, err error) *Template {
	if err != nil {
		panic(err)
	}
	return t
}

// Parse takes the text.
func (t *Template) Parse(text string) (*Template, error) {
	for text != "" {
		plain, rest, found := strings.Cut(text, "{{")
		t.parts = append(t.parts, plain)
		if !found {
			break
		}
		action, after, closed := strings.Cut(rest, "}}")
		if !closed {
			return nil, fmt.Errorf("template: %q is not closed", rest)
		}
		t.parts, text = append(t.parts, action), after
	}
	return t, nil
}

// branch is one "if" that is open.
type branch struct {
	open bool // its lines are written
	done bool // one of its branches was
}

// Execute writes the text with the struct's fields.
func (t *Template) Execute(w io.Writer, data any) error {
	fields := reflect.ValueOf(data)
	var ifs []branch
	for i, part := range t.parts {
		if i%2 == 1 {
			var err error
			if ifs, err = enter(ifs, strings.TrimSpace(part), fields); err != nil {
				return err
			}
			continue
		}
		if !writes(ifs) {
			continue
		}
		if _, err := io.WriteString(w, part); err != nil {
			return err
		}
	}
	return nil
}

func writes(ifs []branch) bool {
	for _, b := range ifs {
		if !b.open {
			return false
		}
	}
	return true
}

// enter follows one action.
func enter(ifs []branch, action string, fields reflect.Value) ([]branch, error) {
	condition, begins := strings.CutPrefix(action, "if ")
	if begins {
		ifs = append(ifs, branch{})
	}
	if len(ifs) == 0 {
		return nil, fmt.Errorf("template: {{%s}} stands outside of an if", action)
	}
	now := &ifs[len(ifs)-1]
	if other, otherwise := strings.CutPrefix(action, "else if "); otherwise {
		begins, condition = true, other
	}
	switch {
	case action == "end":
		return ifs[:len(ifs)-1], nil
	case action == "else":
		now.open = !now.done
	case begins:
		holds, err := equal(condition, fields)
		if err != nil {
			return nil, err
		}
		now.open = holds && !now.done
	default:
		return nil, fmt.Errorf("template: cannot follow {{%s}}", action)
	}
	now.done = now.done || now.open
	return ifs, nil
}

// equal says whether "eq .A .B" holds.
func equal(condition string, fields reflect.Value) (bool, error) {
	words := strings.Fields(condition)
	if len(words) != 3 || words[0] != "eq" {
		return false, fmt.Errorf("template: cannot follow {{if %s}}", condition)
	}
	a := fields.FieldByName(strings.TrimPrefix(words[1], "."))
	b := fields.FieldByName(strings.TrimPrefix(words[2], "."))
	if !a.CanInt() || !b.CanInt() {
		return false, fmt.Errorf("template: {{if %s}}: no such numbers", condition)
	}
	return a.Int() == b.Int(), nil
}
