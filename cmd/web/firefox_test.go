//go:build linux || darwin

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/websocket"
)

// A look at another engine: Debian's firefox-esr, asked for with
// BARNYARD_FIREFOX=1. It is told what to do in the protocol that browsers have in
// common, WebDriver BiDi, over its own remote port: JSON messages, each command with
// a number that its answer repeats, events in between. No driver is needed.

// firefox is one empty Firefox with one tab.
type firefox struct {
	t    *testing.T
	conn *websocket.Conn
	tab  string

	mu      sync.Mutex
	turn    int
	answers map[int]chan bidiAnswer
	said    []string // errors on the console
}

// bidiAnswer is a message of the browser: an answer, or an event.
type bidiAnswer struct {
	ID      int             `json:"id"`
	Type    string          `json:"type"`
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
	Method  string          `json:"method"`
	Params  struct {
		Level string `json:"level"`
		Text  string `json:"text"`
	} `json:"params"`
}

// firefoxPrefs: a page is drawn without a graphics card, nothing is fetched that
// the test does not ask for, and no window asks questions.
const firefoxPrefs = `user_pref("webgl.force-enabled", true);
user_pref("app.update.enabled", false);
user_pref("app.normandy.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
`

func openFirefox(t *testing.T) *firefox {
	t.Helper()
	if os.Getenv("BARNYARD_FIREFOX") == "1" {
		require.NotEmpty(t, os.Getenv("DISPLAY"), "BARNYARD_FIREFOX=1, but there is no display; xvfb-run has one")
	} else {
		t.Skip("a Firefox is asked for with BARNYARD_FIREFOX=1")
	}
	path, err := exec.LookPath("firefox-esr")
	if err != nil {
		path, err = exec.LookPath("firefox")
	}
	require.NoError(t, err, "BARNYARD_FIREFOX=1, but neither firefox-esr nor firefox is installed")
	profile := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(profile, "user.js"), []byte(firefoxPrefs), 0o644))
	address := startFirefox(t, path, profile)
	conn, err := websocket.Dial(address+"/session", "", "http://127.0.0.1")
	require.NoError(t, err, address)
	t.Cleanup(func() { _ = conn.Close() })
	f := &firefox{t: t, conn: conn, answers: map[int]chan bidiAnswer{}}
	go f.hear()
	f.call("session.new", `{"capabilities":{}}`)
	f.call("session.subscribe", `{"events":["log.entryAdded"]}`)
	var tree struct {
		Contexts []struct{ Context string }
	}
	require.NoError(t, json.Unmarshal(f.call("browsingContext.getTree", `{}`), &tree))
	require.NotEmpty(t, tree.Contexts)
	f.tab = tree.Contexts[0].Context
	f.call("browsingContext.setViewport", `{"context":%q,"viewport":{"width":1280,"height":720}}`, f.tab)
	return f
}

// startFirefox starts it and reads where it listens.
func startFirefox(t *testing.T, path, profile string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	// Without a display it has no WebGL: xvfb-run gives it one.
	cmd := exec.CommandContext(ctx, path, "--no-remote", "--profile", profile,
		"--remote-debugging-port", "0", "--remote-allow-origins", "http://127.0.0.1", "about:blank")
	cmd.Env = append(os.Environ(), "HOME="+profile, "LIBGL_ALWAYS_SOFTWARE=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}                                // it has processes of its own
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) } // all end together
	told, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
	address := make(chan string, 1)
	go func() {
		listens := regexp.MustCompile(`WebDriver BiDi listening on (ws://\S+)`)
		for lines := bufio.NewScanner(told); lines.Scan(); {
			if found := listens.FindStringSubmatch(lines.Text()); found != nil {
				address <- found[1]
			}
		}
	}()
	select {
	case where := <-address:
		return where
	case <-time.After(patience):
		t.Fatal("Firefox does not say where it listens")
		return ""
	}
}

// hear sorts what the browser says, until it says no more.
func (f *firefox) hear() {
	for {
		var m bidiAnswer
		if websocket.JSON.Receive(f.conn, &m) != nil {
			return
		}
		f.mu.Lock()
		if m.Method == "log.entryAdded" && m.Params.Level == "error" {
			f.said = append(f.said, m.Params.Text)
		}
		if waits := f.answers[m.ID]; waits != nil && m.Type != "event" {
			delete(f.answers, m.ID)
			waits <- m
		}
		f.mu.Unlock()
	}
}

// call runs one command and gives its result.
func (f *firefox) call(method, params string, args ...any) json.RawMessage {
	f.t.Helper()
	answer := make(chan bidiAnswer, 1)
	f.mu.Lock()
	f.turn++
	id := f.turn
	f.answers[id] = answer
	f.mu.Unlock()
	text := fmt.Sprintf(`{"id":%d,"method":%q,"params":%s}`, id, method, fmt.Sprintf(params, args...))
	require.NoError(f.t, websocket.Message.Send(f.conn, text))
	select {
	case m := <-answer:
		require.Equal(f.t, "success", m.Type, "%s: %s: %s", method, m.Error, m.Message)
		return m.Result
	case <-time.After(patience):
		f.t.Fatalf("no answer to %s", text)
		return nil
	}
}

// text computes an expression in the page, as a text.
func (f *firefox) text(expression string) string {
	f.t.Helper()
	var got struct {
		Type   string
		Result struct {
			Value string
		}
		ExceptionDetails struct{ Text string }
	}
	quoted, err := json.Marshal("String(" + expression + ")")
	require.NoError(f.t, err)
	require.NoError(f.t, json.Unmarshal(f.call("script.evaluate", `{"expression":%s,"target":{"context":%q},"awaitPromise":true}`, quoted, f.tab), &got))
	if got.Type != "success" {
		return "mistake: " + got.ExceptionDetails.Text
	}
	return got.Result.Value
}

func (f *firefox) until(expression string) {
	f.t.Helper()
	last := ""
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if last = f.text("Boolean(" + expression + ")"); last == "true" {
			return
		}
	}
	f.shot("firefox-never")
	ended := f.text(`(document.querySelector('iframe')?.contentDocument ?? document).querySelector('#_card .detail')?.textContent`)
	f.t.Fatalf("never true: %s (%s)\nconsole: %s\nthe program's end: %s", expression, last, strings.Join(f.said, "\n"), ended)
}

func (f *firefox) open(url string) {
	f.t.Helper()
	f.call("browsingContext.navigate", `{"context":%q,"url":%q,"wait":"complete"}`, f.tab, url)
}

// key presses and leaves a key.
func (f *firefox) key(name string) {
	f.t.Helper()
	f.call("input.performActions", `{"context":%q,"actions":[{"type":"key","id":"keys","actions":[{"type":"keyDown","value":%q},{"type":"pause","duration":100},{"type":"keyUp","value":%q}]}]}`, f.tab, name, name)
}

// shot takes a picture of the window, and keeps it when asked to.
func (f *firefox) shot(name string) *image.NRGBA {
	f.t.Helper()
	var got struct{ Data string }
	require.NoError(f.t, json.Unmarshal(f.call("browsingContext.captureScreenshot", `{"context":%q}`, f.tab), &got))
	data, err := base64.StdEncoding.DecodeString(got.Data)
	require.NoError(f.t, err)
	if dir := os.Getenv("BARNYARD_SHOTS"); dir != "" {
		require.NoError(f.t, os.MkdirAll(dir, 0o755))
		require.NoError(f.t, os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644))
	}
	picture, err := png.Decode(bytes.NewReader(data))
	require.NoError(f.t, err)
	out := image.NewNRGBA(picture.Bounds())
	for y := out.Rect.Min.Y; y < out.Rect.Max.Y; y++ {
		for x := out.Rect.Min.X; x < out.Rect.Max.X; x++ {
			out.Set(x, y, picture.At(x, y))
		}
	}
	return out
}

// shades is how many colours there are in a part of a picture.
func shades(m *image.NRGBA, part image.Rectangle) int {
	seen := map[any]bool{}
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			seen[m.NRGBAAt(x, y)] = true
		}
	}
	return len(seen)
}

func (f *firefox) noMistakes() {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	assert.Empty(f.t, strings.Join(f.said, "\n"), "the console is not quiet")
}

// firefoxSite is the real site, as realSite is for the other browser.
func firefoxSite(t *testing.T) string {
	t.Helper()
	s, err := realPages()
	require.NoError(t, err)
	return serveSite(t, s)
}

// The figure alone: it draws, tells what it shows, obeys keys.
func TestFirefoxShowsAFigure(t *testing.T) {
	f := openFirefox(t)
	f.open(firefoxSite(t) + "figure.html#v=1&s=shrink-under-poll&run=qpw=0&t=38.7us")
	f.until(`document.documentElement.classList.contains('running')`)
	f.until(twin + `.includes('qpw=0, at 38.700 µs')`)
	f.until(`document.activeElement.tagName === 'CANVAS'`)
	picture := f.shot("firefox-figure")
	assert.Greater(t, shades(picture, picture.Rect), 300, "letters with smooth edges, cells, spans: not a blank canvas")

	at := f.text(twin)
	f.key(".")
	f.until(twin + ` !== ` + strconv.Quote(at) + ` && ` + twin + `.includes('qpw=0, at 38.')`)
	f.key("m")
	f.until(twin + `.includes('qpw=1, at 38.')`)
	f.until(`location.hash.includes('run=qpw=1')`)
	assert.NotContains(t, f.text(twin), "another state")
	f.shot("firefox-figure-qpw1")
	f.noMistakes()
}

// A lesson: its figure runs in a frame, its buttons drive it.
func TestFirefoxShowsALesson(t *testing.T) {
	f := openFirefox(t)
	f.open(firefoxSite(t) + "08-reaching-into-another-cpu.html")
	f.until(inFigure + `?.documentElement.classList.contains('running')`)
	f.until(clock + ` !== '' && document.querySelector('.clock').getAttribute('aria-busy') === 'false'`)
	f.until(pressed("qpw=0"))
	f.press("qpw=1")
	f.until(pressed("qpw=1"))
	before := f.text(clock)
	f.press("event")
	f.until(clock + ` !== ` + strconv.Quote(before))
	f.until(`document.getElementById('_spoken').textContent.includes('CPU 3: ')`)
	count := f.text(`document.querySelector('.count').textContent`)
	f.text(`document.querySelector('[data-move="1"]').click()`)
	f.until(`document.querySelector('.count').textContent !== ` + strconv.Quote(count))
	f.until(`document.querySelector('.clock').getAttribute('aria-busy') === 'false'`)

	var at [4]int
	require.NoError(t, json.Unmarshal([]byte(f.text(`JSON.stringify((r => [r.left, r.top, r.right, r.bottom].map(Math.round))(document.querySelector('iframe').getBoundingClientRect()))`)), &at))
	picture := f.shot("firefox-lesson")
	assert.Greater(t, shades(picture, image.Rect(at[0], at[1], at[2], at[3]).Intersect(picture.Rect)), 300, "the figure is drawn")
	f.noMistakes()
}

// press pushes one of the figure's buttons in the page.
func (f *firefox) press(name string) {
	f.t.Helper()
	f.text(`document.querySelector('[data-tell="` + name + `"]').click()`)
}
