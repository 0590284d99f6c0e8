package lessons

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A mail that is a source has its message id, or how it begins, or the lesson
// says that it is not known. A file of the kernel and a commit have names of
// their own.
var (
	saysWhich = regexp.MustCompile(`(?i)message ids?\b.*|message not identified|ids begin with|id begins with`)
	isNoMail  = regexp.MustCompile(`\.[ch]\b|commit [0-9a-f]{12}`)
)

func sourceIsNamed(subject, note, who, message string) bool {
	return message != "" || saysWhich.MatchString(subject+" "+note) || isNoMail.MatchString(subject+" "+note+" "+who)
}

func TestEveryMailIsIdentified(t *testing.T) {
	mails := 0
	for _, l := range everyLesson(t) {
		for _, s := range l.Sources {
			assert.True(t, sourceIsNamed(s.Subject, s.Note, s.Who, s.Message), "%s: source %s, expected a message id, or that it is not known", l.File, s.ID)
			if s.Message != "" {
				mails++
			}
		}
	}
	assert.Greater(t, mails, 50)
	assert.False(t, sourceIsNamed("[PATCH] a patch", "what it says", "somebody", ""))
}

// An argument of the discussion has a source, or says that the mail was not found.
func TestEveryArgumentHasASource(t *testing.T) {
	all, err := Arguments()
	assert.NoError(t, err)
	for _, a := range all {
		assert.NotEmpty(t, strings.TrimSpace(a.Source), a.ID)
		assert.NotEmpty(t, strings.TrimSpace(a.When), a.ID)
	}
}
