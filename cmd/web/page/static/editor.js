// The scenario as a text field. What is typed is tried after a pause; a text
// with a mistake is told of below the field, its line is marked, and what ran
// goes on. What runs is always in the <pre> beside it, where the scripts of the
// page read it.
//
//   typing --pause--> apply(text) --> problem | ''     (link.js or bridge.js)
//   'scenario:3:7: ...' --> line 3 is marked, the sentence is spoken

const PAUSE = 250; // ms after the last key

export class Editor {
  // apply takes a text and promises what is wrong with it, '' for nothing.
  constructor(details, apply) {
    this.apply = apply;
    this.part = (name) => details.querySelector(name);
    this.text = this.part('textarea');
    this.pre = this.part('pre');
    this.box = this.part('.editor');
    this.original = this.own = this.pre.textContent;
    this.asked = this.answered = 0;
    this.mistake = null;
    this.onDraft = () => {}; // hears what is typed, at once
    this.show(this.original);
    this.text.addEventListener('input', () => this.typed());
    this.text.addEventListener('scroll', () => this.follow());
    new ResizeObserver(() => this.follow()).observe(this.text);
    this.part('.there').addEventListener('click', () => this.goThere());
    this.part('.undo').addEventListener('click', () => { this.text.value = this.original; this.number(); this.send(); });
  }

  // ready lets the reader type: somebody listens.
  ready(listens = true) { this.text.readOnly = !listens; }

  // show puts a text that runs into the field, unless the reader has one of his
  // own there that does not run yet. The text of a replay string is nobody's
  // change: the way back leads to it.
  show(text, replayed = false) {
    if (replayed) this.original = text;
    else if (text === this.own) this.original = text;
    this.part('.replayed').hidden = !replayed;
    const typing = (document.activeElement === this.text || this.restored) && (this.waiting || this.mistake);
    if (typing || text === this.text.value && text === this.pre.textContent && this.shown === replayed) return;
    this.shown = replayed;
    this.text.value = text;
    this.runs(text);
    this.number();
  }

  // restore puts back what was typed before the page was cut off, and tries it.
  restore(draft) {
    this.text.value = draft;
    this.restored = true;
    this.number();
    this.send();
  }

  // pending says whether what is in the field does not run yet.
  pending() { return Boolean(this.waiting || this.mistake || this.answered !== this.asked); }

  typed() {
    this.number();
    this.onDraft(this.text.value);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), PAUSE);
  }

  async send() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    const text = this.text.value;
    const turn = ++this.asked;
    const problem = await this.apply(text);
    if (turn !== this.asked) return; // an answer to what was typed before
    this.answered = turn;
    if (problem) this.tell(problem); else this.runs(text);
  }

  // runs notes that a text is the one in the figure.
  runs(text) {
    const mended = this.mistake;
    this.onDraft(text);
    this.restored = false;
    this.pre.textContent = text;
    this.mistake = null;
    delete this.box.dataset.wrong;
    this.text.removeAttribute('aria-invalid');
    this.part('.wrong').textContent = mended ? 'It runs again.' : '';
    this.part('.there').disabled = true;
    const changed = text !== this.original;
    this.part('.undo').disabled = !changed;
    this.part('.changed').hidden = !changed;
    this.part('.can').hidden = changed || !this.part('.replayed').hidden;
    this.mark();
  }

  // tell shows what is wrong, where, and that the run before stays.
  tell(problem) {
    const found = /^[^:]*:(\d+):(\d+): ([^]*)$/.exec(problem);
    this.mistake = found ? { line: Number(found[1]), column: Number(found[2]) } : { line: 0, column: 0 };
    this.box.dataset.wrong = '';
    this.text.setAttribute('aria-invalid', 'true');
    const where = found ? `Line ${found[1]}, column ${found[2]}: ${found[3]}` : problem;
    this.part('.wrong').textContent = `${where}. The run of the text before stays.`;
    this.part('.there').disabled = !found;
    this.part('.undo').disabled = false;
    this.mark();
  }

  // number writes one number a line.
  number() {
    const lines = this.text.value.split('\n').length;
    const box = this.part('.lines');
    while (box.children.length > lines) box.lastChild.remove();
    while (box.children.length < lines) {
      const number = document.createElement('span');
      number.textContent = box.children.length + 1;
      box.append(document.createElement('div'));
      box.lastChild.append(number);
    }
    this.mark();
    this.follow();
  }

  mark() {
    const box = this.part('.lines');
    box.querySelector('.bad')?.classList.remove('bad');
    if (this.mistake) box.children[this.mistake.line - 1]?.classList.add('bad');
  }

  follow() { this.part('.lines').scrollTop = this.text.scrollTop; }

  // goThere puts the caret where the mistake is. Columns count characters.
  goThere() {
    if (!this.mistake) return;
    const lines = this.text.value.split('\n');
    const before = lines.slice(0, this.mistake.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    const at = before + [...(lines[this.mistake.line - 1] ?? '')].slice(0, this.mistake.column - 1).join('').length;
    this.text.focus();
    this.text.setSelectionRange(at, at);
  }
}
