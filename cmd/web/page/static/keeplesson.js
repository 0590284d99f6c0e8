// A lesson's page keeps where its figure is, step by step, so that nothing is lost
// when the tab dies; opens links to an instant of a step; and gives such links.
//
//   08-shrink-under-poll.html#flush                                     a step
//   08-shrink-under-poll.html#v=1&lesson=shrink-under-poll/flush&t=...  an instant of it
import { copyText } from './copy.js';
import { Keeper } from './keeper.js';
import { isLink } from './steps.js';

export async function keepLesson(figure) {
  const keeper = new Keeper(location.pathname.split('/').pop() || 'index.html');
  await keeper.lookAround();
  return new KeptLesson(figure, keeper);
}

class KeptLesson {
  constructor(figure, keeper) {
    this.figure = figure;
    this.keeper = keeper;
    this.step = ''; // its name
    this.draft = '';
    this.texts = isLink(location.hash) ? {} : { ...keeper.texts() }; // of all scenarios that are not as they were
    this.restored = false; // the first step goes on where it was
    figure.on('state', ({ link, seeking }) => {
      if (link && !seeking && this.step) this.keeper.note({ link, address: this.step });
    });
    figure.on('copy', ({ link, lacks }) => this.copy(link, lacks));
  }

  // begin is a step's orders with where in it to begin.
  begin(step) {
    const first = this.step === '';
    this.step = step.id || 'figure';
    this.draft = '';
    if (isLink(location.hash) && (first || this.steps?.indexOf(location.hash) === this.steps?.current)) return { ...step, link: location.hash };
    if (!first) return step;
    // Another tab's place is taken up only where the reader has changed something.
    const before = this.keeper.restore(this.step, ({ mine, edited, draft }) => mine || edited || draft);
    if (!before) return step;
    this.draft = before.draft ?? '';
    this.restored = true;
    return { ...step, link: before.link };
  }

  wire(steps, { editors, current }) {
    this.steps = steps;
    const here = current();
    for (const editor of editors) {
      const left = this.texts[editor.id];
      editor.onDraft = (text) => {
        const texts = this.noted(editor, text);
        this.keeper.keep(editor === current() ? { draft: text, edited: text !== editor.original, address: this.step, texts } : { texts });
      };
      if (!left || typeof left.text !== 'string' || typeof left.ran !== 'string') continue;
      if (editor !== here) editor.bring(left);
      else if (!this.restored) editor.restore(left.text);
    }
    this.figure.on('text', ({ scenario, link }) => {
      const [typed, editor] = [this.draft, current()];
      this.draft = '';
      if (typed && typed !== scenario) editor?.restore(typed);
      else this.keeper.note({ address: this.step, ...(link ? { link } : {}), ...(editor?.pending() ? {} : { draft: '' }) });
    });
    addEventListener('hashchange', () => {
      if (isLink(location.hash)) this.figure.show({ ...this.figure.wanted, link: location.hash });
    });
    const button = document.querySelector('.link-copy');
    button?.addEventListener('click', () => this.figure.tell('link'));
    this.figure.on('ready', () => { if (button) button.disabled = false; });
    this.button = button;
  }

  // noted is the texts with this one as it is now.
  noted(editor, text) {
    if (text === editor.original) delete this.texts[editor.id];
    else this.texts[editor.id] = { text, ran: editor.pre.textContent };
    return this.texts;
  }

  // copy gives a link to this page, or to the figure alone where there is no lesson.
  async copy(link, lacks) {
    const lesson = document.body.dataset.lesson;
    const rest = link.replace(/&lesson=[^&]*/, '').replace(/^v=1/, '');
    const there = lesson ? `v=1&lesson=${lesson}/${this.step}${rest}` : 'v=1' + rest;
    const page = lesson ? location.pathname : new URL('figure.html', location.href).pathname;
    const done = await copyText(location.origin + page + '#' + there);
    if (!this.button || !done) return;
    this.button.textContent = lacks ? 'copied, without the run beside it' : 'copied';
    this.button.title = lacks ?? '';
    setTimeout(() => { this.button.textContent = 'copy link'; }, lacks ? 8000 : 2000);
  }
}
