// Which step the reader is at, and how to get to the next one.
//
// A reader who scrolls decides by reading: the step whose heading has passed
// the reading line is the current one, once the scrolling has come to rest. A
// reader who asks for a step (buttons, PageDown, a link) gets exactly that one,
// even when the page is too short to scroll it to the line.

const REST = 120; // ms without scrolling
const AWAY = 40; // pixels that are a move and not a tremble
const WRITE_PAUSE = 500; // ms between two changes of the address; browsers count them

export class Steps {
  constructor(sections, arrived) {
    this.sections = sections;
    this.arrived = arrived;
    this.current = -1;
    this.pinned = false;
    this.previous = document.querySelector('[data-move="-1"]');
    this.next = document.querySelector('[data-move="1"]');
    this.count = document.querySelector('.count');
    if (sections.length === 0) return;
    this.listen();
    const linked = this.indexOf(location.hash);
    if (linked >= 0) this.pin();
    this.enter(Math.max(linked, 0));
  }

  listen() {
    addEventListener('scroll', () => this.moved(), { passive: true });
    addEventListener('keydown', (event) => this.key(event));
    addEventListener('hashchange', () => this.go(this.indexOf(location.hash)));
    this.previous?.addEventListener('click', () => this.move(-1));
    this.next?.addEventListener('click', () => this.move(1));
    document.querySelector('.turn .again')?.addEventListener('click', () => this.again());
  }

  // key takes the two keys that presenters' remote controls send. Where there
  // is no step to go to they stay the browser's: the sources are further down.
  key(event) {
    const by = { PageDown: 1, PageUp: -1 }[event.key];
    const typing = event.target.closest?.('input, textarea, select');
    if (!this.sections[this.current + by] || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.move(by);
  }

  move(by) { this.go(this.current + by); }

  go(index) {
    if (!this.sections[index]) return;
    this.pin();
    this.enter(index);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.sections[index].scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  }

  // back brings the page to the current step, after something covered it.
  back() {
    this.pin();
    this.sections[this.current]?.scrollIntoView({ block: 'start' });
  }

  pin() {
    this.pinned = true;
    this.restedAt = undefined;
    this.moved();
  }

  // moved waits until the page has come to rest.
  moved() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  // rest finds the step under the reading line after a scroll. A step that was
  // asked for stays the current one until the reader moves away from where the
  // page came to rest.
  rest() {
    if (document.documentElement.classList.contains('presenting')) return;
    if (this.pinned) {
      this.restedAt ??= scrollY;
      if (Math.abs(scrollY - this.restedAt) < AWAY) return;
      this.pinned = false;
    }
    const last = this.sections.length - 1;
    const line = this.line();
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = this.sections.filter((s) => s.getBoundingClientRect().top <= line).length - 1;
    this.enter(atEnd ? last : Math.max(passed, 0));
  }

  // line is a third of the way down the part of the window where prose shows.
  line() {
    const figure = document.querySelector('.figure').getBoundingClientRect();
    const covered = figure.width > innerWidth * 0.8 ? Math.max(figure.bottom, 0) : 0;
    return covered + (innerHeight - covered) / 3;
  }

  enter(index) {
    if (index === this.current || !this.sections[index]) return;
    this.sections[this.current]?.removeAttribute('aria-current');
    this.current = index;
    const section = this.sections[index];
    section.setAttribute('aria-current', 'step');
    if (this.previous) this.previous.disabled = index === 0;
    if (this.next) this.next.disabled = index === this.sections.length - 1;
    if (this.count) this.count.textContent = `step ${index + 1} of ${this.sections.length}`;
    this.writeAddress();
    this.arrived(read(section));
  }

  // again shows the current step once more, from where it begins, wherever the
  // reader has gone in its figure.
  again() {
    const section = this.sections[this.current];
    if (isLink(location.hash)) history.replaceState(null, '', '#' + section.id);
    this.arrived(read(section));
  }

  // scenario is the id of the text that the current step runs, and using the
  // first step that runs a text.
  scenario() { return this.sections[this.current]?.dataset.scenario; }

  using(id) {
    const index = this.sections.findIndex((s) => s.dataset.scenario === id);
    if (index >= 0) this.pin();
    return index;
  }

  // writeAddress keeps the address at the step without filling the history, and
  // seldom enough that no browser objects.
  writeAddress() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      const anchor = '#' + this.sections[this.current].id;
      if (isLink(location.hash) && this.indexOf(location.hash) === this.current) return;
      if (this.current === 0 && !location.hash || location.hash === anchor) return;
      history.replaceState(null, '', anchor);
    }, WRITE_PAUSE);
  }

  indexOf(hash) {
    return this.sections.findIndex((s) => stepOf(hash) === s.id);
  }
}

// isLink tells a link to an instant of a step from the name of a step.
export function isLink(hash) { return hash.startsWith('#v='); }

// stepOf is the name of the step that an address leads to.
function stepOf(hash) {
  return isLink(hash) ? /&lesson=[^&/]*(?:\/|%2F)([^&]*)/.exec(hash)?.[1] : hash.slice(1);
}

// read takes a step's orders from the page itself: what the reader can unfold
// and see is what the figure gets.
function read(section) {
  const scenario = document.getElementById(section.dataset.scenario);
  const cues = section.querySelector('.cues');
  return {
    id: section.id,
    title: section.dataset.title ?? '',
    scenario: scenario?.textContent ?? '',
    cues: cues?.textContent ?? '',
  };
}
