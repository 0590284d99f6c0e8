//go:build !386 && !js

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/ui"
)

const tiny = "machine cpus=1\ncache c size=64\ntask a cpu=0 { alloc c }\n"

// saved writes a file with a time of its own: two writes within the clock's
// grain would look the same.
func saved(t *testing.T, path, text string, second int64) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	at := time.Unix(1_700_000_000+second, 0)
	require.NoError(t, os.Chtimes(path, at, at))
}

func TestTheFileOfTheWindow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.barn")
	saved(t, path, tiny, 0)
	for _, args := range [][]string{{path}, {"-scenario", path}, {"-light", path}, {path, "-light"}} {
		o, err := windowOptions(args)
		require.NoError(t, err)
		assert.Equal(t, tiny, o.Scenario)
		assert.Equal(t, path, o.Name)
	}
	o, err := windowOptions([]string{"-scenario", "alloc-burst"})
	require.NoError(t, err)
	assert.Equal(t, "alloc-burst", o.Scenario)
	assert.Empty(t, o.Name, "a built-in is no file to look at")

	_, err = windowOptions([]string{"missing.barn"})
	assert.ErrorContains(t, err, `no file and no built-in is called "missing.barn"`)
	_, err = windowOptions([]string{"-scenario", "shrink-under-pol"})
	assert.ErrorContains(t, err, "shrink-under-poll")
	saved(t, path, "machine cpus=zero", 1)
	_, err = windowOptions([]string{path})
	assert.ErrorContains(t, err, path+":1:14: ")
	_, err = windowOptions([]string{path, "b1:alloc-burst::"})
	assert.Error(t, err, "one of them only")
}

// The window shows what a pipe holds, once: it does not wait at it for more.
func TestThePipeOfTheWindow(t *testing.T) {
	name, _ := piped(t, tiny)
	o, err := windowOptions([]string{name})
	require.NoError(t, err)
	assert.Equal(t, tiny, o.Scenario)
	w := newWatcher()
	w.follow(name)
	assert.Empty(t, <-w.paths)
}

func TestWhatNamesAFile(t *testing.T) {
	for word, want := range map[string]bool{
		"a.barn": true, "./a": true, "dir/a.txt": true, "run": false, "-light": false, "--scenario=a/b": false, "alloc-burst": false,
	} {
		assert.Equal(t, want, namesFile(word), word)
	}
}

func TestASavedFileIsReadOnceItRests(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.barn")
	saved(t, path, tiny, 0)
	f := followed{path: path, read: stampOf(path), last: stampOf(path)}
	assert.Nil(t, f.look(), "nothing new")

	saved(t, path, "", 1) // an editor begins to write
	assert.Nil(t, f.look())
	saved(t, path, tiny+"seed 2\n", 2)
	assert.Nil(t, f.look(), "not yet at rest")
	assert.Equal(t, ui.Edit{Name: path, Text: tiny + "seed 2\n"}, f.look())
	assert.Nil(t, f.look(), "once")

	require.NoError(t, os.Remove(path))
	assert.Nil(t, f.look(), "an editor may be about to write it anew")
	assert.Equal(t, ui.NoText{Text: path + " is gone"}, f.look())
	assert.Nil(t, f.look(), "once")
	saved(t, path, tiny+"seed 2\n", 2)
	f.look()
	assert.Equal(t, ui.Edit{Name: path, Text: tiny + "seed 2\n"}, f.look(), "it is back, the same as it was")
	saved(t, path, "sead 1", 3)
	f.look()
	assert.Equal(t, ui.Edit{Name: path, Text: "sead 1"}, f.look(), "what is wrong with it the interface says")

	saved(t, path, string(make([]byte, 65<<10)), 4)
	f.look()
	msg, ok := f.look().(ui.NoText)
	require.True(t, ok)
	assert.True(t, msg.Alarm)
	assert.Contains(t, msg.Text, path+":1:1: the text has 66560 bytes")
}

// The whole way, from a file that is saved to the window's inbox.
func TestTheWatcherTellsTheWindow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.barn")
	saved(t, path, tiny, 0)
	w, ticks := newWatcher(), make(chan time.Time)
	ended := make(chan struct{})
	go func() { w.run(ticks); close(ended) }()
	ticks <- time.Time{} // no file yet
	w.follow(path)
	heard := func() ui.Msg {
		for {
			select {
			case msg := <-w.inbox:
				return msg
			case ticks <- time.Time{}:
			}
		}
	}
	assert.Equal(t, ui.Edit{Name: path, Text: tiny}, heard(), "the same text once more")
	saved(t, path, tiny+"seed 5\n", 1)
	assert.Equal(t, ui.Edit{Name: path, Text: tiny + "seed 5\n"}, heard())
	close(ticks)
	<-ended
}

// onDisk is a dropped file as Ebitengine hands it over.
type onDisk struct {
	fs.DirEntry
	path string
}

func (o onDisk) AbsPath() string { return o.path }

type drops []fs.DirEntry

func (d drops) Open(string) (fs.File, error)          { return nil, fs.ErrNotExist }
func (d drops) ReadDir(string) ([]fs.DirEntry, error) { return d, nil }

func TestADroppedFileOpensAndIsFollowed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.barn")
	saved(t, path, tiny, 0)
	w := newWatcher()
	w.drop(drops{onDisk{path: path}})
	assert.Equal(t, ui.Load{Name: path, Text: tiny}, <-w.inbox)
	assert.Equal(t, path, <-w.paths)

	w.drop(drops{onDisk{path: filepath.Dir(path)}})
	assert.Contains(t, (<-w.inbox).(ui.Tell).Text, "is a folder")
	assert.Empty(t, w.paths)
	w.drop(fstest.MapFS{})
	assert.Contains(t, (<-w.inbox).(ui.Tell).Text, "nothing was dropped")
}
