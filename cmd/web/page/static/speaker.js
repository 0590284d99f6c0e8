// The lesson's end of presenter mode: the figure over the whole page, and the
// notes in a second window, for the presenter's own screen. The other windows
// hear of each step by a channel (talk.js).
import { call } from './talk.js';

export class Speaker {
  constructor(figure, steps, beside) {
    this.figure = figure;
    this.beside = beside;
    this.steps = steps;
    this.name = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('');
    this.channel = call(this.name);
    this.channel.addEventListener('message', ({ data }) => this.hear(data));
    this.wanted = false;
    const button = document.querySelector('.present');
    button?.addEventListener('click', () => figure.tell('present'));
    document.querySelector('.notes-open')?.addEventListener('click', () => this.open());
    document.querySelector('.remote-open')?.addEventListener('click', () => this.open('remote', 'width=360,height=640'));
    this.tellNext = (rows, text) => this.channel.postMessage({ type: 'event', text: text.replaceAll(/ {2,}/g, ' · ') });
    figure.on('ready', () => { if (button) button.disabled = false; });
    figure.on('state', (state) => this.follow(state));
    figure.on('crash', () => this.present(false));
    addEventListener('pagehide', () => this.channel.postMessage({ type: 'gone' }));
    addEventListener('pageshow', ({ persisted }) => { if (persisted) this.step(); });
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

  // open opens the notes, or the remote, or brings them to the front. A browser
  // may keep a page from opening windows: then the page says so, with a link.
  open(kind = 'notes', size = 'width=720,height=560') {
    const page = document.body.dataset[kind];
    if (!page) return;
    const address = `${page}#${this.name}`;
    const opened = window.open(address, `barnyard-${kind}-${this.name}`, 'popup,' + size);
    const blocked = document.querySelector('.blocked');
    if (blocked) {
      blocked.hidden = Boolean(opened);
      blocked.querySelector('a').href = address;
      blocked.querySelector('.kind').textContent = kind;
    }
    opened?.focus();
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

  // follows begins to tell the windows of the step and of the next event, or ends
  // the latter: nobody else needs it.
  follows(on) {
    this.beside.unwatch('next', this.tellNext);
    if (!on) return;
    this.beside.watch('next', this.tellNext);
    this.step();
  }

  hear(asked) {
    if (asked?.type !== 'ask') return;
    if (asked.name === 'who') this.follows(true);
    if (asked.name === 'where') this.step();
    if (asked.name === 'bye') this.follows(false);
    if (asked.by === 1 || asked.by === -1) this.steps.move(asked.by);
    if (asked.name === 'play' || asked.name === 'black') this.figure.tell(asked.name);
  }
}
