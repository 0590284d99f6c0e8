package host

import "syscall/js"

// OnSave answers to the page that asks for a file: bytes come back, or a sentence
// that says what is wrong.
func (h *Host) OnSave(save func(kind string) ([]byte, error)) {
	h.object.Set("save", js.FuncOf(func(_ js.Value, args []js.Value) any {
		body, err := save(text(args, 0))
		if err != nil {
			return err.Error()
		}
		out := js.Global().Get("Uint8Array").New(len(body))
		js.CopyBytesToJS(out, body)
		return out
	}))
}
