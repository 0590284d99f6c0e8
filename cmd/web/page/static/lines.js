// The numbers of a text field's lines, beside it. A long line is wrapped, and so is as
// many rows high as the browser makes of it: those that may not fit into one row are
// laid out once more, unseen, and measured. A text may have 65,536 lines, of which a
// screen shows some thirty: only the numbers of those are there.
//
//   text, width of the field --> tops: the row in which each line begins
//   field scrolls, grows --> which lines are in sight --> as many numbers, moved to
//   where the first of them stands

const SPARE = 3; // rows beyond the edges, for parts of lines there
const WIDEST = 4; // columns that one character may take: a tab

export class Lines {
  constructor(box, field) {
    this.box = box;
    this.field = field;
    this.text = '';
    this.stale = true; // tops are of another text
    this.width = 0; // in which they were laid out
    this.tops = [0, 1];
    this.long = new Map(); // rows of long lines
    this.bad = 0;
    this.ruler = document.createElement('div');
    this.ruler.className = 'ruler';
    box.after(this.ruler);
    field.addEventListener('scroll', () => this.follow());
    new ResizeObserver(() => this.follow()).observe(field);
  }

  // count is told of each change of the text.
  count(text) {
    this.text = text;
    this.stale = true;
    this.soon();
  }

  // mark says which line has the mistake; 0 for none.
  mark(line) {
    this.bad = line;
    this.soon();
  }

  // soon asks the browser for sizes once a frame, when it has them at hand, and not
  // after each key.
  soon() {
    this.waiting ||= requestAnimationFrame(() => this.follow());
  }

  // follow shows the numbers of what is in sight.
  follow() {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    const height = this.layOut();
    if (!height) return;
    const first = this.lineIn(this.field.scrollTop / height - 1);
    const end = this.lineIn((this.field.scrollTop + this.field.clientHeight) / height + SPARE) + 1;
    const there = [...this.box.children];
    for (const row of there.slice(end - first)) row.remove();
    for (let i = first; i < end; i++) this.row(there[i - first], i, height);
    this.box.firstChild.style.marginTop = `${this.tops[first] * height - this.field.scrollTop}px`;
  }

  // layOut brings tops up to date, and gives the height of a row; 0 where there is
  // nothing to be seen.
  layOut() {
    const height = parseFloat(getComputedStyle(this.box).lineHeight);
    if (!(height > 0) || this.field.clientHeight === 0) return 0;
    const { paddingLeft, paddingRight } = getComputedStyle(this.field);
    const width = this.field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    if (width !== this.width) this.long.clear();
    if (!this.stale && width === this.width) return height;
    this.stale = false;
    this.width = width;
    this.ruler.style.width = `${width}px`;
    const lines = this.text.split('\n');
    this.measure(lines, height);
    this.tops = new Uint32Array(lines.length + 1);
    lines.forEach((line, i) => { this.tops[i + 1] = this.tops[i] + (this.long.get(line) ?? 1); });
    return height;
  }

  // measure finds out the rows of the long lines, as far as they are not known.
  measure(lines, height) {
    const most = this.columns();
    const known = this.long;
    this.long = new Map(lines.filter((line) => line.length > most).map((line) => [line, known.get(line)]));
    const fresh = [...this.long.keys()].filter((line) => !known.has(line));
    this.ruler.replaceChildren(...fresh.map((line) => Object.assign(document.createElement('div'), { textContent: line })));
    const rows = [...this.ruler.children].map((row) => Math.round(row.offsetHeight / height));
    fresh.forEach((line, i) => this.long.set(line, rows[i]));
    this.ruler.replaceChildren();
  }

  // columns is how many characters of this text fit into a row, whichever they are.
  columns() {
    const letters = document.createElement('span');
    letters.textContent = 'x'.repeat(100);
    letters.style.whiteSpace = 'pre'; // in one row
    this.ruler.replaceChildren(letters);
    const wide = letters.getBoundingClientRect().width / 100;
    const plain = !/[^\n -~]/.test(this.text);
    return Math.floor(this.width / wide / (plain ? 1 : WIDEST)) - 1;
  }

  // lineIn is the line in which a row lies.
  lineIn(row) {
    let [from, to] = [0, this.tops.length - 2];
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if (this.tops[middle] <= row) from = middle; else to = middle - 1;
    }
    return from;
  }

  // reveal scrolls to a line that is out of sight.
  reveal(line) {
    const height = this.layOut();
    const at = (this.tops[line - 1] ?? 0) * height;
    const { scrollTop, clientHeight } = this.field;
    if (at < scrollTop || at + 2 * height > scrollTop + clientHeight) this.field.scrollTop = at - clientHeight / 3;
  }

  row(row, line, height) {
    if (!row) {
      row = document.createElement('div');
      row.append(document.createElement('span'));
      this.box.append(row);
    }
    const text = String(line + 1);
    if (row.firstChild.textContent !== text) row.firstChild.textContent = text;
    row.style.height = `${(this.tops[line + 1] - this.tops[line]) * height}px`;
    row.classList.toggle('bad', line + 1 === this.bad);
  }
}
