package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"barnyard/viz/ui"
)

// Videos are made by ffmpeg, where it is installed: it gets the pictures, one
// after the other, as they are.
//
// It writes a file, not a pipe into this program: only in a file can it go back
// and put the table of the pictures in front, which players need to seek in a film
// and to know how long it is. Since it may end well although the disk is full, the
// film is looked at (filmwhole.go) before it takes the place of an earlier one.

// How colours become luma and chroma, and that the film says so: where it does not,
// players guess by the size, and many take another way than ffmpeg has gone.
const rec709 = "scale=out_color_matrix=bt709:out_range=tv"

func colours() []string {
	return []string{"-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"}
}

// codecs says how ffmpeg makes what an ending asks for.
var codecs = map[string][]string{
	".mp4":  {"-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2," + rec709, "-c:v", "libx264", "-preset", "medium", "-crf", "16", "-movflags", "+faststart", "-f", "mp4"},
	".webm": {"-vf", rec709, "-c:v", "libvpx-vp9", "-crf", "24", "-b:v", "0", "-deadline", "good", "-cpu-used", "4", "-f", "webm"},
}

// Encoders keep many pictures at once, to look ahead. From a size on that is
// gigabytes, and they are told not to; what is larger still than that allows is
// refused. With these numbers ffmpeg 5.1 takes 2 GiB at most, on two cores.
const (
	maxAhead = 3840 * 2160 // pixels of a picture with which an encoder may look ahead
	maxWebM  = 25_000_000  // VP9 takes 84 bytes a pixel even so
)

// notAhead is how each is told. The film is a little larger for it.
var notAhead = map[string][]string{
	".mp4":  {"-tune", "zerolatency", "-refs", "1"},
	".webm": {"-lag-in-frames", "0", "-auto-alt-ref", "0"},
}

// pixels is how many a picture has.
func (o order) pixels() int { return o.w * o.scale * o.h * o.scale }

// fits says whether ffmpeg can make a film of such pictures here.
func (o order) fits(ending string) error {
	if ending == ".webm" && o.pixels() > maxWebM {
		return fmt.Errorf("a WebM of %dx%d pixels takes ffmpeg more than 2 GiB of memory; expected at most %d pixels a picture, such as 5000x5000, or a name that ends with .mp4 or .gif",
			o.w*o.scale, o.h*o.scale, maxWebM)
	}
	return nil
}

// encoder is the words that make an ending of such pictures.
func (o order) encoder(ending string) []string {
	if o.pixels() > maxAhead {
		return slices.Concat(notAhead[ending], codecs[ending])
	}
	return codecs[ending]
}

func (f *film) writeVideo(m *ui.Model, out string) error {
	ending := strings.ToLower(filepath.Ext(out))
	program, err := exec.LookPath("ffmpeg")
	if err != nil {
		return fmt.Errorf("-o %s: ffmpeg is not installed; expected it, or a name that ends with .gif", quote(out))
	}
	signals := holdSignals()
	defer signals.release()
	half, err := begin(out)
	if err != nil {
		return err
	}
	defer half.drop()
	to, err := filepath.Abs(half.file.Name())
	if err != nil {
		return cannotWrite(out, err)
	}
	args := []string{"-y", "-xerror", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgba",
		"-s", fmt.Sprintf("%dx%d", f.w*f.scale, f.h*f.scale), "-r", strconv.Itoa(f.fps), "-i", "-"}
	args = slices.Concat(args, []string{"-pix_fmt", "yuv420p", "-r", strconv.Itoa(f.fps)}, colours(), f.encoder(ending))
	said, err := f.feed(signals, m, program, append(args, "file:"+to)) // file: keeps names from being taken for anything else
	if err == nil {
		err = half.holdsFilm(ending)
	}
	if err != nil {
		said = strings.ReplaceAll(said, "file:"+to, "the film")
		return machineFailed(fmt.Errorf("%s cannot be written: ffmpeg: %s", quote(out), reason(said, err)))
	}
	return half.finish()
}

// holdsFilm says whether ffmpeg has come to the film's end.
func (h *half) holdsFilm(ending string) error {
	info, err := h.file.Stat()
	if err != nil {
		return err
	}
	return wholeFilm(ending, h.file, info.Size())
}

// feed gives the pictures to ffmpeg and waits for it. However it returns, ffmpeg
// has ended then, and cannot write any more.
func (f *film) feed(ctx context.Context, m *ui.Model, program string, args []string) (said string, err error) {
	ctx, cancel := context.WithCancel(ctx)
	ffmpeg := exec.CommandContext(ctx, program, args...)
	var words strings.Builder
	ffmpeg.Stderr = &words
	to, err := ffmpeg.StdinPipe()
	if err == nil {
		err = ffmpeg.Start()
	}
	if err != nil {
		cancel()
		return "", err
	}
	ended := false
	defer func() {
		if cancel(); !ended {
			_ = ffmpeg.Wait()
		}
	}()
	shown := f.show(m, to)
	closed := to.Close()
	err, ended = ffmpeg.Wait(), true
	if cause := context.Cause(ctx); cause != nil {
		return "", cause
	}
	if err == nil {
		err = errors.Join(shown, closed)
	}
	return words.String(), err
}

// reason is one line: what ffmpeg said first, without the place in its memory
// that it puts in front, or else how it ended.
func reason(said string, err error) string {
	for line := range strings.Lines(said) {
		for strings.HasPrefix(line, "[") {
			_, line, _ = strings.Cut(line, "] ")
		}
		if line = strings.TrimSpace(line); line != "" {
			return bare(head(line, 2*maxQuoted))
		}
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return first
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
