package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"barnyard/viz/ui"
)

// Videos are made by ffmpeg, where it is installed: it gets the pictures, one
// after the other, as they are.

// codecs says how ffmpeg makes what an ending asks for.
var codecs = map[string][]string{
	".mp4":  {"-c:v", "libx264", "-preset", "medium", "-crf", "16", "-movflags", "+faststart"},
	".webm": {"-c:v", "libvpx-vp9", "-crf", "24", "-b:v", "0", "-deadline", "good", "-cpu-used", "4"},
}

func (f *film) writeVideo(m *ui.Model, out string) (err error) {
	ending := strings.ToLower(filepath.Ext(out))
	program, err := exec.LookPath("ffmpeg")
	if err != nil {
		return fmt.Errorf("-o %s: ffmpeg is not installed; expected it, or a name that ends with .gif", quote(out))
	}
	half, err := os.CreateTemp(filepath.Dir(out), ".barnyard-*"+ending)
	if err != nil {
		return cannotWrite(out, err)
	}
	defer os.Remove(half.Name())
	if err := half.Close(); err != nil {
		return cannotWrite(out, err)
	}
	args := []string{"-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgba",
		"-s", fmt.Sprintf("%dx%d", f.w*f.scale, f.h*f.scale), "-r", strconv.Itoa(f.fps), "-i", "-"}
	args = append(append(args, codecs[ending]...),
		"-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p", "-r", strconv.Itoa(f.fps), half.Name())
	if err := f.feed(m, exec.Command(program, args...)); err != nil {
		return err
	}
	if err := os.Chmod(half.Name(), 0o644); err != nil {
		return cannotWrite(out, err)
	}
	return cannotWrite(out, os.Rename(half.Name(), out))
}

// feed gives the pictures to ffmpeg and waits for it.
func (f *film) feed(m *ui.Model, ffmpeg *exec.Cmd) error {
	var said strings.Builder
	ffmpeg.Stderr = &said
	to, err := ffmpeg.StdinPipe()
	if err != nil {
		return err
	}
	if err := ffmpeg.Start(); err != nil {
		return err
	}
	shown := f.show(m, to)
	if err := errors.Join(shown, to.Close(), ffmpeg.Wait()); err != nil {
		first, _, _ := strings.Cut(said.String(), "\n")
		return fmt.Errorf("ffmpeg: %w: %s", err, first)
	}
	return nil
}

func (f *film) show(m *ui.Model, to io.Writer) error {
	c := f.camera(m)
	for i := range f.frames() {
		if _, err := to.Write(c.picture(i).Pix); err != nil {
			return err
		}
	}
	return nil
}
