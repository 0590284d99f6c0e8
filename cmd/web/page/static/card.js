// What is seen when the program has ended: plain HTML, because nothing else is
// left. It says what happened and where, and offers two ways on.

export class Card {
  constructor(element) {
    this.element = element;
    this.part = (name) => element.querySelector('.' + name);
    this.part('again').addEventListener('click', () => this.choice?.again());
    this.part('afresh').addEventListener('click', () => this.choice?.afresh());
    this.part('copy').addEventListener('click', () => this.copy());
  }

  show(why, choice) {
    this.choice = choice;
    this.part('title').textContent = why.title;
    this.part('where').textContent = choice.at ? `At ${choice.at}.` : '';
    this.part('detail').textContent = why.detail;
    this.element.hidden = false;
  }

  hide() { this.element.hidden = true; }

  // copy falls back to marking the text, where a page may not write.
  async copy() {
    const detail = this.part('detail');
    const report = [this.part('title').textContent, this.part('where').textContent, this.part('version').textContent, detail.textContent];
    try {
      await navigator.clipboard.writeText(report.join('\n'));
    } catch {
      this.element.querySelector('details').open = true;
      getSelection().selectAllChildren(detail);
    }
  }
}
