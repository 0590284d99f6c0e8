// The numbers of a text field's lines, beside it. A text may have 65,536 of them,
// of which a screen shows some thirty: only those are there.
//
//   field scrolls, grows --> which lines are in sight --> as many rows, moved to
//   where the first of them stands

const SPARE = 3; // rows beyond the edges, for parts of lines there

export class Lines {
  constructor(box, field) {
    this.box = box;
    this.field = field;
    this.total = 0;
    this.bad = 0;
    field.addEventListener('scroll', () => this.follow());
    new ResizeObserver(() => this.follow()).observe(field);
  }

  // count is told of each change of the text.
  count(text) {
    let total = 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) total++;
    this.total = total;
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
    const height = parseFloat(getComputedStyle(this.box).lineHeight);
    if (!(height > 0) || this.field.clientHeight === 0) return;
    const first = Math.min(Math.max(0, Math.floor(this.field.scrollTop / height) - 1), this.total - 1);
    const rows = Math.min(Math.ceil(this.field.clientHeight / height) + SPARE, this.total - first);
    const there = [...this.box.children];
    for (const row of there.slice(rows)) row.remove();
    for (let i = 0; i < rows; i++) this.row(there[i], first + i + 1);
    this.box.firstChild.style.marginTop = `${first * height - this.field.scrollTop}px`;
  }

  row(row, number) {
    if (!row) {
      row = document.createElement('div');
      row.append(document.createElement('span'));
      this.box.append(row);
    }
    const text = String(number);
    if (row.firstChild.textContent !== text) row.firstChild.textContent = text;
    row.classList.toggle('bad', number === this.bad);
  }
}
