// What is seen when the program has ended: plain HTML, because nothing else is
// left. It says what happened and where, and offers ways on: to where it was, to the
// start of the step, to the scenario that is there when nobody has asked for any;
// and a link that leads another browser to the same place.

export class Card {
  constructor(element) {
    this.element = element;
    this.part = (name) => element.querySelector('.' + name);
    this.part('again').addEventListener('click', () => this.choice?.again());
    this.part('afresh').addEventListener('click', () => this.choice?.afresh());
    this.part('safe').addEventListener('click', () => this.choice?.safe());
    this.part('copy').addEventListener('click', () => this.copy());
  }

  show(why, choice) {
    this.choice = choice;
    this.part('title').textContent = why.title;
    this.part('where').textContent = choice.at ? `At ${choice.at}.` : '';
    this.part('why').textContent = why.why ?? '';
    this.part('why').hidden = !why.why;
    this.part('kept').hidden = Boolean(why.lacks); // it never showed anything
    this.part('detail').textContent = why.detail ?? '';
    this.element.querySelector('details').hidden = !why.detail;
    const link = this.part('link');
    link.hidden = !choice.link;
    if (choice.link) link.href = choice.link;
    this.element.hidden = false;
    // The canvas is gone and the focus with it: the reader who had it goes on here,
    // and nobody else's is taken. Not a button: a key may be held down.
    if (document.hasFocus() && document.activeElement === document.body) this.element.focus({ preventScroll: true });
  }

  hide() { this.element.hidden = true; }

  // copy falls back to marking the card, where a page may not write.
  async copy() {
    const text = (name) => this.part(name).textContent;
    const report = [text('title'), text('why'), text('where'), text('version'), this.choice?.link ? this.part('link').href : '', text('detail')].filter(Boolean);
    try {
      await navigator.clipboard.writeText(report.join('\n'));
    } catch {
      this.element.querySelector('details').open = true;
      getSelection().selectAllChildren(this.element);
    }
  }
}
