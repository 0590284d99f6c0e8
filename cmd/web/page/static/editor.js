// The scenario as a text field. What is typed is tried after a pause; a text
// with a mistake is told of above the field, its line is marked, and what ran
// goes on. What runs is always in the <pre> beside it, where the scripts of the
// page read it.
//
//   typing --pause--> apply(text) --> problem | '' | ENDED     (link.js or bridge.js)
//   'scenario:3:7: ...' --> line 3 is marked, the sentence is spoken
//   ENDED --> nobody could try it: it is kept, and tried when somebody can

import { ENDED } from './ended.js';
import { Lines } from './lines.js';

const PAUSE = 250; // ms after the last key

export class Editor {
  // apply takes a text and promises what is wrong with it, '' for nothing.
  constructor(details, apply) {
    this.apply = apply;
    this.part = (name) => details.querySelector(name);
    this.text = this.part('textarea');
    this.pre = this.part('pre');
    this.id = this.pre.id;
    this.box = this.part('.editor');
    this.original = this.own = this.pre.textContent;
    this.called = this.part('.called').textContent;
    this.builtin = null; // the text of a built-in scenario that ran here, and its name
    this.asked = this.answered = 0;
    this.mistake = null;
    this.held = false; // what is in the field waits for a program
    this.lines = new Lines(this.part('.lines'), this.text);
    this.onDraft = () => {}; // hears what is typed, at once
    this.show(this.original);
    this.text.addEventListener('input', () => this.typed());
    this.part('.there').addEventListener('click', () => this.goThere());
    this.part('.undo').addEventListener('click', () => { this.text.value = this.original; this.number(); this.send(); });
  }

  // ready lets the reader type: somebody listens. What was typed while nobody did
  // is tried now.
  ready(listens = true) {
    this.text.readOnly = !listens;
    if (listens && this.held) this.send();
  }

  // park keeps a text that waits for a program in the field, and away from it.
  park() {
    if (!this.pending()) return;
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.held = false;
    this.asked++;
    this.restored = true;
    this.tell('This text was typed while the program did not run. It stays here, and is tried when you change it');
  }

  // show puts a text that runs into the field, unless the reader has one of his
  // own there that does not run yet. The text of a replay string is nobody's
  // change: the way back leads to it. Nor is that of a built-in scenario, whose name
  // it has.
  show(text, replayed = false, name = '') {
    if (name) this.builtin = { text, name };
    if (replayed) this.original = text;
    else if (name && text !== this.text.value) this.original = text; // not by the reader's hand
    else if (text === this.own) this.original = text;
    this.part('.replayed').hidden = !replayed;
    const typing = (document.activeElement === this.text || this.restored) && (this.waiting || this.mistake) || this.held;
    const said = text === this.pre.textContent && this.shown === replayed; // before: it is no reason to lose what does not run
    if (typing || said && (text === this.text.value || this.waiting || this.mistake)) return;
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

  // bring puts back what was left of a scenario that does not run now: its step will
  // run what ran there.
  bring({ text, ran }) {
    this.text.value = text;
    this.number();
    if (text === ran) return this.runs(ran);
    this.pre.textContent = ran;
    this.restored = true;
    this.tell('This text was typed before the page came to an end. It stays here, and is tried when you change it');
    this.onDraft(text);
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
    this.held = problem === ENDED;
    if (this.held) return this.hold();
    this.answered = turn;
    if (problem) this.tell(problem); else this.runs(text);
  }

  // runs notes that a text is the one in the figure.
  runs(text) {
    const mended = this.mistake;
    this.restored = false;
    this.pre.textContent = text;
    this.onDraft(text);
    this.mistake = null;
    delete this.box.dataset.wrong;
    this.text.removeAttribute('aria-invalid');
    this.part('.wrong').textContent = mended ? 'It runs again.' : '';
    this.part('.there').disabled = true;
    const changed = text !== this.original;
    this.part('.undo').disabled = !changed;
    const named = this.builtin?.text === text ? this.builtin.name : '';
    const other = titleOf(text) !== titleOf(this.original); // as by a link: it is not the old one, changed
    this.part('.called').textContent = named || (this.original === this.own && !other ? this.called : titleOf(text));
    this.part('.changed').hidden = !changed || named !== '' || other;
    this.part('.can').hidden = !this.part('.changed').hidden || !this.part('.replayed').hidden;
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

  // hold says that the text is safe, and that nobody has looked at it yet.
  hold() {
    this.onDraft(this.text.value);
    this.mistake = null;
    delete this.box.dataset.wrong;
    this.text.removeAttribute('aria-invalid');
    this.part('.wrong').textContent = 'The program does not run. This text is kept, and is tried when it runs again.';
    this.part('.there').disabled = true;
    this.part('.undo').disabled = false;
    this.mark();
  }

  // number counts the lines anew.
  number() { this.lines.count(this.text.value); }

  mark() { this.lines.mark(this.mistake?.line ?? 0); }

  // goThere puts the caret where the mistake is. Columns count characters.
  goThere() {
    if (!this.mistake) return;
    const lines = this.text.value.split('\n');
    const before = lines.slice(0, this.mistake.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    const at = before + [...(lines[this.mistake.line - 1] ?? '')].slice(0, this.mistake.column - 1).join('').length;
    this.text.focus();
    this.text.setSelectionRange(at, at);
    this.lines.reveal(this.mistake.line);
  }
}

// titleOf is what a scenario calls itself.
function titleOf(text) { return /^\s*title\s+"([^"]*)"/m.exec(text)?.[1] || 'one without a title'; }
