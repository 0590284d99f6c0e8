// The lesson's end of presenter mode: the figure over the whole page, and the
// notes in a second window, for the presenter's own screen.

export class Speaker {
  constructor(figure, steps) {
    this.figure = figure;
    this.steps = steps;
    this.name = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('');
    this.channel = new BroadcastChannel('barnyard-notes-' + this.name);
    this.channel.addEventListener('message', ({ data }) => this.hear(data));
    this.wanted = false;
    const button = document.querySelector('.present');
    button?.addEventListener('click', () => figure.tell('present'));
    document.querySelector('.notes-open')?.addEventListener('click', () => this.open());
    figure.on('ready', () => { if (button) button.disabled = false; });
    figure.on('state', (state) => this.follow(state));
    figure.on('crash', () => this.present(false));
  }

  // follow does as the figure says: it has the keyboard, and its key P.
  follow({ presenting, notes }) {
    this.present(Boolean(presenting));
    if (Boolean(notes) !== this.wanted) {
      this.wanted = Boolean(notes);
      this.open();
    }
  }

  // present lets the figure cover the page, and gives it the keys.
  present(on) {
    const root = document.documentElement;
    if (root.classList.contains('presenting') === on) return;
    root.classList.toggle('presenting', on);
    if (on) this.figure.focus(); else this.steps.back();
  }

  // open opens the notes, or brings them to the front.
  open() {
    const page = document.body.dataset.notes;
    if (!page) return;
    this.window = window.open(`${page}#${this.name}`, 'barnyard-notes-' + this.name, 'popup,width=720,height=560') ?? this.window;
    this.window?.focus();
  }

  // step tells the notes where the lesson is.
  step() {
    const { steps } = this;
    const section = steps.sections[steps.current];
    if (!section) return;
    this.channel.postMessage({
      type: 'step',
      lesson: document.title,
      title: section.dataset.title ?? '',
      notes: section.querySelector('.notes')?.textContent ?? '',
      next: steps.sections[steps.current + 1]?.dataset.title ?? '',
      at: steps.current + 1,
      of: steps.sections.length,
    });
  }

  hear(asked) {
    if (asked?.type !== 'ask') return;
    if (asked.name === 'who') this.step();
    if (asked.by === 1 || asked.by === -1) this.steps.move(asked.by);
    if (asked.name === 'play' || asked.name === 'black') this.figure.tell(asked.name);
  }
}
