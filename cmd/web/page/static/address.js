// What the figure's own address asks for, after the #, and what is written there.
// A link is read by the program (package link); here are the parts that the page
// needs before there is one. Nothing of it goes to a server.
//
//   figure.html#v=1&s=shrink-under-poll&t=38.7us
//   figure.html#v=1&replay=b1:shrink-under-poll:qpw=1:
//   figure.html#v=1&cover=none          in a page that has its own picture
//   figure.html#v=1&embed=1             in somebody else's
//
// Browsers object to a page that changes its address too often, so that is done
// at most every PAUSE ms; and the history does not grow: Back leaves the figure.

const MOST = 64 * 1024; // characters; a longer address is not even handed on
const PAUSE = 400; // ms: 25 in ten seconds
const TRIES = 6; // within nine seconds, after which a browser has forgotten

const OURS = ['cover', 'embed', 'theme', 'motion']; // parts of the page itself

// readAddress gives {link, problem}: both empty where nothing is asked for.
export function readAddress(hash) {
  if (hash.length > MOST) {
    return { link: '', problem: `The address has ${hash.length} characters behind its #; expected at most ${MOST}.` };
  }
  const parts = hash.replace(/^#/, '').split('&');
  const empty = parts.length === 1 && parts[0] === ''; // an empty part among others is a mistake that the program tells
  const asks = !empty && parts.some((part) => part !== 'v=1' && !OURS.includes(keyOf(part)));
  return { link: asks ? hash : '', problem: '' };
}

// partOf is the value of one of the page's own parts.
export function partOf(hash, key) {
  const part = hash.replace(/^#/, '').split('&').find((p) => keyOf(p) === key) ?? '';
  return part.slice(key.length + 1);
}

function keyOf(part) { return part.split('=', 1)[0]; }

// Address writes where the figure is.
export class Address {
  constructor(location = window.location, history = window.history) {
    this.location = location;
    this.history = history;
    this.written = '';
    this.here = location.hash; // as far as this knows
    this.onWriting = () => {};
    this.timer = 0;
    this.last = -Infinity;
    this.refused = 0; // so often, one after the other
  }

  // clear takes out what was written, as if nothing ever had been.
  clear() {
    this.write('');
    this.written = '';
  }

  // write puts a link into the address, soon; '' takes it out.
  write(link) {
    this.wanted = link;
    this.timer ||= setTimeout(() => this.now(), Math.max(0, this.last + PAUSE - performance.now()));
  }

  // moved is told when somebody else has changed the address: what was to be written
  // is of what was shown before.
  moved() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.here = this.location.hash;
  }

  now() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.location.hash !== this.here) return; // changed, and moved is told next: that one counts
    const own = this.location.hash.replace(/^#/, '').split('&').filter((part) => OURS.includes(keyOf(part)));
    const hash = this.wanted || own.length ? '#' + [this.wanted || 'v=1', ...own].join('&') : '';
    if (hash === this.location.hash) return;
    this.last = performance.now();
    this.onWriting(hash);
    try {
      this.history.replaceState(null, '', this.location.pathname + this.location.search + hash);
      this.written = hash;
      this.here = this.location.hash;
      this.refused = 0;
    } catch { // too often for this browser: the next change tries again, and this one by itself a few times
      if (++this.refused <= TRIES) this.timer = setTimeout(() => this.now(), this.refused * PAUSE);
    }
  }
}
