//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Films with an ffmpeg that is a script of ours: what goes wrong with one that is
// installed can be had at will.

// asFFmpeg puts a shell script in ffmpeg's place. In it, $film is where the film
// goes, and $whole is the name of one that has all its boxes.
func asFFmpeg(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	film := filepath.Join(dir, "whole")
	require.NoError(t, os.WriteFile(film, smallMP4(), 0o644))
	text := "#!/bin/sh\nfor film; do :; done\nfilm=${film#file:}\nwhole=" + film + "\n" + script + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ffmpeg"), []byte(text), 0o755))
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

func box(name, text string) string {
	return string([]byte{0, 0, 0, byte(8 + len(text))}) + name + text
}

func smallMP4() []byte {
	return []byte(box("ftyp", "isom") + box("moov", "table") + box("mdat", "pictures"))
}

var shortFilm = strings.Fields("export alloc-burst --to 1us --size 400x300 --speed 1us --fps 10 -o")

// TestFFmpegFails: whatever ffmpeg does, there is one line, the film of before and
// nothing else.
func TestFFmpegFails(t *testing.T) {
	for _, c := range []struct{ what, script, err string }{
		{"it ends well, with no room", `cat >/dev/null; echo "[mp4 @ 0x55] [x] writing $film: No space" >&2; head -c 30 $whole >$film`, "writing file:FILM: No space"},
		{"it ends well, and has written nothing", "cat >/dev/null", "the film is not whole"},
		{"the end is missing", "cat >/dev/null; head -c -1 $whole >$film", "the film is not whole"},
		{"the table is missing", "cat >/dev/null; head -c 12 $whole >$film", "the film is not whole"},
		{"it breaks down at once", "exit 3", "exit status 3"},
		{"it says much", "cat >/dev/null; printf 'one\\033[1m\\ntwo\\n' >&2; exit 1", `one\x1b[1m`},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Chdir(t.TempDir())
			asFFmpeg(t, c.script)
			require.NoError(t, os.WriteFile("x.mp4", []byte("GOOD"), 0o644))
			a := try(append(shortFilm, "x.mp4")...)
			assert.Equal(t, exitFailed, a.code)
			assert.Empty(t, a.out)
			want := `export: "x.mp4" cannot be written: ffmpeg: `
			if before, after, cut := strings.Cut(c.err, "file:FILM"); cut {
				assert.Regexp(t, "^"+want+before+`\S+\.barnyard-[0-9a-f]+`+after+"\n$", a.err)
			} else {
				assert.Equal(t, want+c.err+"\n", a.err)
			}
			assert.Equal(t, "GOOD", content(t, "x.mp4"))
			assertNoHalves(t)
		})
	}
}

// TestAFilmGoesWhereItIsNamed: a name that ffmpeg could take for a protocol or a
// flag, a link, a second name.
func TestAFilmGoesWhereItIsNamed(t *testing.T) {
	asFFmpeg(t, `case "$film" in /*) ;; *) exit 9;; esac; cat >/dev/null; cat $whole >"$film"`)
	for _, name := range []string{"x.mp4", "a:b/x.mp4", "./-d/x.mp4", "a b.mp4", "file:x.mp4", "link.mp4", "second.mp4"} {
		t.Chdir(t.TempDir())
		require.NoError(t, os.Mkdir("a:b", 0o755))
		require.NoError(t, os.Mkdir("-d", 0o755))
		require.NoError(t, os.Symlink("a:b/to.mp4", "link.mp4"))
		require.NoError(t, os.WriteFile("first.mp4", nil, 0o600))
		require.NoError(t, os.Link("first.mp4", "second.mp4"))
		require.Equal(t, answer{}, try(append(shortFilm, name)...), name)
		assert.Equal(t, string(smallMP4()), content(t, name))
		if name == "link.mp4" {
			name = "a:b/to.mp4"
		}
		if name == "second.mp4" {
			name = "first.mp4"
		}
		assert.Equal(t, string(smallMP4()), content(t, name))
		assertNoHalves(t)
	}
}

// TestLargeFilmsTakeLittleMemory: from a size on the encoder is told not to look
// ahead, and what takes too much even so is refused before any work.
func TestLargeFilmsTakeLittleMemory(t *testing.T) {
	t.Chdir(t.TempDir())
	asFFmpeg(t, `cat >/dev/null; echo "$@" >$WORDS; cat $whole >$film`)
	t.Setenv("WORDS", filepath.Join(t.TempDir(), "words"))
	for _, c := range []struct {
		size  string
		ahead bool
	}{{"3840x2160", true}, {"3840x2162", false}} {
		require.Equal(t, answer{}, try("export", "alloc-burst", "--to", "0", "--fps", "1", "--size", c.size, "-o", "x.mp4"))
		assert.Contains(t, content(t, os.Getenv("WORDS")), "out_color_matrix=bt709", "and the film says so")
		assert.Contains(t, content(t, os.Getenv("WORDS")), "-colorspace bt709")
		assert.Equal(t, !c.ahead, strings.Contains(content(t, os.Getenv("WORDS")), "-tune zerolatency -refs 1"), c.size)
	}
	refused(t, try("export", "no-such-thing", "--size", "4096x4096", "--scale", "2", "-o", "x.webm"),
		"export: a WebM of 8192x8192 pixels takes ffmpeg more than 2 GiB of memory; expected at most 25000000 pixels a picture, such as 5000x5000, or a name that ends with .mp4 or .gif")
	refused(t, try("export", "no-such-thing", "--size", "5000x5001", "-o", "x.WEBM"),
		"export: a WebM of 5000x5001 pixels takes ffmpeg more than 2 GiB of memory; expected at most 25000000 pixels a picture, such as 5000x5000, or a name that ends with .mp4 or .gif")
}

// TestAPipeIsNoFilm: it is told at once, and stays what it is.
func TestAPipeIsNoFilm(t *testing.T) {
	t.Chdir(t.TempDir())
	asFFmpeg(t, "exit 9")
	for _, ending := range []string{".mp4", ".gif", ".txt"} {
		require.NoError(t, syscall.Mkfifo("x"+ending, 0o644))
		refused(t, try("export", "alloc-burst", "-o", "x"+ending), `export: "x`+ending+`" is no ordinary file; expected the name of one`)
		assert.Equal(t, os.ModeNamedPipe, stat(t, "x"+ending).Mode().Type())
	}
}

const programMark = "BARNYARD_DESKTOP_WORDS"

// TestProgram is the whole program in a process of its own.
func TestProgram(t *testing.T) {
	words := os.Getenv(programMark)
	if words == "" {
		t.Skip("other tests run this one in a process of its own")
	}
	os.Exit(Main(strings.Fields(words), os.Stdin, os.Stdout, os.Stderr))
}

// TestASignalLeavesNothing: neither the half film nor ffmpeg; and the program ends
// by the signal, which shells look for.
func TestASignalLeavesNothing(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			if signal.Ignored(s) {
				t.Skip("whoever runs the tests has it ignored, as nohup does, and then the program goes on")
			}
			t.Chdir(t.TempDir())
			asFFmpeg(t, `cp $whole "$film"; echo $$ >pid.new; mv pid.new pid; trap "" INT TERM HUP; while :; do sleep 0.01; done`)
			require.NoError(t, os.WriteFile("x.mp4", []byte("GOOD"), 0o644))
			program := exec.Command(os.Args[0], "-test.run=^TestProgram$")
			program.Env = append(os.Environ(), programMark+"="+strings.Join(shortFilm, " ")+" x.mp4")
			var errs bytes.Buffer
			program.Stderr = &errs
			require.NoError(t, program.Start())
			soon(t, "ffmpeg is at work", func() bool { _, err := os.Stat("pid"); return err == nil })
			require.NoError(t, program.Process.Signal(s))
			late := time.AfterFunc(20*time.Second, func() { _ = program.Process.Kill() })
			_ = program.Wait()
			late.Stop()
			ended := program.ProcessState.Sys().(syscall.WaitStatus)
			assert.True(t, ended.Signaled() && ended.Signal() == s, "%v: %s", program.ProcessState, errs.String())
			assert.Equal(t, "GOOD", content(t, "x.mp4"))
			assertNoHalves(t)
			var pid int
			_, err := fmt.Sscan(content(t, "pid"), &pid)
			require.NoError(t, err)
			soon(t, "ffmpeg ends", func() bool { return syscall.Kill(pid, 0) != nil })
		})
	}
}

// soon waits for what must become true; a slow machine only takes longer.
func soon(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatal("never happened: " + what)
}

// TestAFullDiskIsTold by the ffmpeg that is installed, and for files that
// are made here. Root can mount such a disk.
func TestAFullDiskIsTold(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil || os.Geteuid() != 0 {
		t.Skip("it wants ffmpeg and root")
	}
	disk := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", disk).Run(); err != nil {
		t.Skip("no disk can be mounted here")
	}
	t.Cleanup(func() { _ = exec.Command("umount", disk).Run() })
	for _, ending := range []string{".mp4", ".webm", ".gif", ".csv"} {
		name := filepath.Join(disk, "x"+ending)
		require.NoError(t, os.WriteFile(name, []byte("GOOD"), 0o644))
		line := strings.Fields("export alloc-burst -o " + name)
		if ending != ".csv" {
			line = append(line, strings.Fields("--to 3us --speed 1us --fps 4 --size 640x400")...)
		}
		a := try(line...)
		assert.Equal(t, exitFailed, a.code, ending)
		assert.Equal(t, 1, strings.Count(a.err, "\n"), a.err)
		assert.Contains(t, strings.ToLower(a.err), "no space left")
		assert.Equal(t, "GOOD", content(t, name))
		left, err := os.ReadDir(disk)
		require.NoError(t, err)
		assert.Len(t, left, 1, ending)
		require.NoError(t, os.Remove(name))
	}
}

// TestWholeWebM: the length of the segment decides.
func TestWholeWebM(t *testing.T) {
	head := "\x1a\x45\xdf\xa3\x8fabcdefghijklmno"
	for _, c := range []struct {
		film  string
		whole bool
	}{
		{head + "\x18\x53\x80\x67\x01\x00\x00\x00\x00\x00\x00\x03abc", true},
		{head + "\x18\x53\x80\x67\x88abcdefgh", true},
		{head + "\x18\x53\x80\x67\x40\x08abcdefgh", true},
		{head + "\x18\x53\x80\x67\x01\x00\x00\x00\x00\x00\x00\x03ab", false},
		{head + "\x18\x53\x80\x67\x01\x00\x00\x00\x00\x00\x00\x03abcd", false},
		{head + "\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xffabc", false},
		{head + "\x18\x53\x80\x68\x88abcdefgh", false},
		{head + "\x18\x53", false},
		{head, false},
		{"", false},
	} {
		err := wholeFilm(".webm", strings.NewReader(c.film), int64(len(c.film)))
		assert.Equal(t, c.whole, err == nil, "%q", c.film)
	}
}
