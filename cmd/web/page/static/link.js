// The page's end of the line to the figure. Messages carry {barnyard: 1} as
// their version; anything else, or anything from elsewhere, is not ours.
import { ENDED } from './ended.js';

const VERSION = 1;

export class Figure {
  constructor(holder) {
    this.holder = holder;
    this.frame = null;
    this.ready = false;
    this.wanted = null; // the step to show once the figure listens
    this.ears = new Map();
    addEventListener('message', (event) => this.hear(event));
  }

  // open puts the figure's page over the still picture.
  open() {
    if (this.frame) return;
    const frame = document.createElement('iframe');
    frame.title = this.holder.dataset.title;
    frame.allow = 'fullscreen; clipboard-write';
    frame.src = this.holder.dataset.figure;
    this.frame = frame;
    this.holder.append(frame);
  }

  // shut takes the figure's page away again, for good.
  shut() {
    this.ready = false;
    this.frame?.remove();
  }

  // show asks for a step's picture; only the newest wish counts while the
  // program is on its way.
  show(step) {
    this.wanted = step;
    this.post({ type: 'show', ...step });
  }

  // edit asks for the run of a changed text and promises what is wrong with it,
  // '' for nothing, ENDED where no program is there to say so.
  edit(scenario) {
    if (!this.ready) return Promise.resolve(ENDED);
    this.edits ??= [];
    const answer = new Promise((resolve) => this.edits.push({ resolve, scenario }));
    this.post({ type: 'edit', scenario });
    return answer;
  }

  // edited passes on the answer to the oldest edit.
  edited(problem) {
    const { resolve, scenario } = this.edits?.shift() ?? {};
    if (!resolve) return;
    if (!problem && this.wanted) this.wanted = { ...this.wanted, scenario, link: '' };
    resolve(problem);
  }

  // tell sends a command by its name, such as "play".
  tell(name) {
    this.post({ type: 'msg', name });
  }

  // focus gives the figure the keyboard.
  focus() {
    this.frame?.focus();
    this.frame?.contentDocument?.querySelector('canvas')?.focus({ preventScroll: true });
  }

  on(type, ear) {
    this.ears.set(type, [...(this.ears.get(type) ?? []), ear]);
  }

  post(message) {
    if (this.ready) {
      this.frame.contentWindow.postMessage({ barnyard: VERSION, ...message }, location.origin);
    }
  }

  hear(event) {
    const ours = this.frame && event.source === this.frame.contentWindow && event.origin === location.origin;
    if (!ours || event.data?.barnyard !== VERSION) return;
    if (event.data.type === 'ready' && !this.ready) {
      // A program that was started again knows itself where it was.
      this.ready = true;
      if (this.wanted) this.show(this.wanted);
    }
    if (event.data.type === 'edited') this.edited(event.data.problem);
    for (const ear of this.ears.get(event.data.type) ?? []) ear(event.data);
  }
}
