package export

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"

	"barnyard/engine/sim"
)

// trace.dat, version 6: what trace-cmd records, so that trace-cmd report,
// KernelShark and everything on their libraries read a run. The format is
// described in trace-cmd.dat.v6(5); what a page of the ring buffer looks like,
// in two descriptions that the file itself carries.

const (
	datPage   = 4096
	datHeader = 16 // of a page: a time and how much of the page is used
)

// Dat writes the run as a trace.dat.
func (r *Run) Dat(to io.Writer) error {
	w := &datWriter{}
	w.start()
	w.formats()
	w.sized4("")           // no addresses of functions
	w.sized4("")           // no formats of printk
	w.sized8(r.commands()) // pid and name of each task
	w.u32(uint32(len(r.t.CPUs)))
	w.text("options  \x00")
	w.u16(0) // none
	w.text("flyrecord\x00")
	pages, err := r.pages()
	if err != nil {
		return err
	}
	at := w.Len() + 16*len(pages)
	first := (at + datPage - 1) / datPage * datPage
	for place, i := first, 0; i < len(pages); i++ {
		w.u64(uint64(place))
		w.u64(uint64(len(pages[i])))
		place += len(pages[i])
	}
	w.Write(make([]byte, first-at))
	if _, err := w.WriteTo(to); err != nil {
		return err
	}
	for _, p := range pages {
		if _, err := to.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// datWriter is the head of the file. Numbers are little endian.
type datWriter struct{ bytes.Buffer }

func (w *datWriter) text(s string) { w.WriteString(s) }
func (w *datWriter) u16(v uint16)  { w.Write(binary.LittleEndian.AppendUint16(nil, v)) }
func (w *datWriter) u32(v uint32)  { w.Write(binary.LittleEndian.AppendUint32(nil, v)) }
func (w *datWriter) u64(v uint64)  { w.Write(binary.LittleEndian.AppendUint64(nil, v)) }

func (w *datWriter) sized4(s string) { w.u32(uint32(len(s))); w.text(s) }
func (w *datWriter) sized8(s string) { w.u64(uint64(len(s))); w.text(s) }

// start writes the magic, the shape of numbers, and that of pages and entries.
func (w *datWriter) start() {
	w.text("\x17\x08\x44tracing6\x00")
	w.WriteByte(0) // little endian
	w.WriteByte(8) // bytes of a long
	w.u32(datPage)
	w.text("header_page\x00")
	w.sized8("" +
		describe("u64 timestamp", 0, 8, 0) +
		describe("local_t commit", 8, 8, 1) +
		describe("int overwrite", 8, 1, 1) +
		describe("char data", datHeader, datPage-datHeader, 1))
	w.text("header_event\x00")
	w.sized8("# compressed entry header\n" +
		"\ttype_len    :    5 bits\n\ttime_delta  :   27 bits\n\tarray       :   32 bits\n\n" +
		"\tpadding     : type == 29\n\ttime_extend : type == 30\n\ttime_stamp : type == 31\n" +
		"\tdata max type_len  == 28\n")
}

// describe is a field as the kernel describes it.
func describe(declaration string, offset, size, signed int) string {
	return fmt.Sprintf("\tfield: %s;\toffset:%d;\tsize:%d;\tsigned:%d;\n", declaration, offset, size, signed)
}

// formats writes the description of each event, system by system.
func (w *datWriter) formats() {
	w.u32(0) // none of ftrace itself
	all := forms()
	var systems []string
	of := map[string][]int{}
	for i := range all {
		if _, ok := of[all[i].system]; !ok {
			systems = append(systems, all[i].system)
		}
		of[all[i].system] = append(of[all[i].system], i)
	}
	w.u32(uint32(len(systems)))
	for _, system := range systems {
		w.text(system + "\x00")
		w.u32(uint32(len(of[system])))
		for _, i := range of[system] {
			w.sized8(all[i].describe(i + 1))
		}
	}
}

// What every event begins with, and how long that is.
var common = describe("unsigned short common_type", 0, 2, 0) +
	describe("unsigned char common_flags", 2, 1, 0) +
	describe("unsigned char common_preempt_count", 3, 1, 0) +
	describe("int common_pid", 4, 4, 1)

const commonLen = 8

// size is the bytes of a field in the record itself.
func (k fieldKind) size() int {
	return [...]int{fieldInt: 4, fieldLong: 8, fieldWord: 8, fieldComm: commLen + 1, fieldText: 4, fieldState: 8, fieldRet: 4, fieldPtr: 8}[k]
}

func (f *form) describe(id int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "name: %s\nID: %d\nformat:\n%s\n", f.name, id, common)
	at := commonLen
	for _, d := range f.fields {
		kind := [...]string{fieldInt: "int %s", fieldLong: "long long %s", fieldWord: "unsigned long %s",
			fieldComm: "char %s[16]", fieldText: "__data_loc char[] %s", fieldState: "long %s", fieldRet: "int %s", fieldPtr: "unsigned long %s"}[d.kind]
		signed := 1
		if d.kind == fieldWord || d.kind == fieldPtr {
			signed = 0
		}
		b.WriteString(describe(fmt.Sprintf(kind, d.name), at, d.kind.size(), signed))
		at += d.kind.size()
	}
	fmt.Fprintf(&b, "\nprint fmt: \"%s\"", f.format)
	for _, d := range f.printed() {
		b.WriteString(", " + d)
	}
	return b.String() + "\n"
}

// printed is the arguments of the print format.
func (f *form) printed() (out []string) {
	fields := f.fields
	if f.system == "barnyard" {
		fields = fields[len(fields)-1:]
	}
	for _, d := range fields {
		switch d.kind {
		case fieldText:
			out = append(out, "__get_str("+d.name+")")
		case fieldState, fieldRet:
			var pairs []string
			for _, s := range d.kind.words() {
				pairs = append(pairs, fmt.Sprintf("{ 0x%x, %q }", s.n, s.word))
			}
			out = append(out, "__print_symbolic(REC->"+d.name+", "+strings.Join(pairs, ", ")+")")
		default:
			out = append(out, "REC->"+d.name)
		}
	}
	return out
}

// commands is the name of each task, by its number.
func (r *Run) commands() string {
	var b strings.Builder
	for id := range r.t.Threads {
		fmt.Fprintf(&b, "%d %s\n", pidOf(sim.ThreadID(id)), r.comm(sim.ThreadID(id), 0))
	}
	return b.String()
}

// pages is the ring buffer of each CPU.
func (r *Run) pages() ([][]byte, error) {
	rings := make([]ring, len(r.t.CPUs))
	rd, all := r.reader(), forms()
	err := r.each(func(_ int, e *sim.Event) error {
		for _, rec := range rd.records(e) {
			if err := rings[rec.cpu].add(rec.at, all[rec.form].encode(&rec)); err != nil {
				return err
			}
		}
		return nil
	})
	out := make([][]byte, len(rings))
	for i := range rings {
		out[i] = rings[i].close()
	}
	return out, err
}

// encode is a record as the kernel lays it out, in whole words.
func (f *form) encode(rec *record) []byte {
	le := binary.LittleEndian
	b := le.AppendUint16(nil, uint16(rec.form+1))
	b = append(b, rec.flags, 0)
	b = le.AppendUint32(b, uint32(rec.pid))
	behind := commonLen
	for _, d := range f.fields {
		behind += d.kind.size()
	}
	var texts []byte
	for i, d := range rec.data {
		switch f.fields[i].kind {
		case fieldInt, fieldRet:
			b = le.AppendUint32(b, uint32(d.n))
		case fieldComm:
			b = append(b, d.text...)
			b = append(b, make([]byte, commLen+1-len(d.text))...)
		case fieldText:
			length := len(d.text) + 1
			b = le.AppendUint32(b, uint32(length)<<16|uint32(behind+len(texts)))
			texts = append(append(texts, d.text...), 0)
		default:
			b = le.AppendUint64(b, uint64(d.n))
		}
	}
	b = append(b, texts...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}
