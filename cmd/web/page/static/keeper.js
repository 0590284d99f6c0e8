// Keeps what a page shows, and gives it back when the page is opened again after
// its tab, or the whole browser, came to an end.
//
// Each tab keeps for itself, so that two tabs on one page do not take each
// other's; one that is a copy of another goes on with a copy of what that kept. A
// tab that is new takes up what another left, if that was at the same address: the
// reader, or the browser, has opened the page again.
//
// A link is another matter, since it is opened on purpose, and leads to one instant:
// there only a tab that was cut off goes before it (figure.js). One that lives has lost
// nothing, and one that ended in order, by the reader's own hand, has said so (over).
import { Store, places, tidy } from './store.js';
import { claim, freshName, keepName, living, tabName } from './tabs.js';

const PAUSE = 100; // ms at most between a change and its being kept
const MOVED = 2000; // ms in which a change of address is under way

export class Keeper {
  // page names what is shown: pages of different names share nothing.
  constructor(page) {
    this.page = page;
    this.tab = tabName();
    this.store = new Store(`${this.tab}:${page}`);
    this.record = {};
    this.timer = 0;
    this.living = new Set();
    this.onCopy = () => {}; // this tab is a copy of one that lives
    tidy();
    this.settle();
    addEventListener('pageshow', (event) => { if (event.persisted) this.back(); });
    addEventListener('pagehide', () => this.end());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); });
  }

  // end says that this tab was not cut off, and back that it is there again.
  end() {
    if (Object.keys(this.record).length > 0) this.note({ over: true });
    this.flush();
  }

  back() {
    if (this.record.over) this.note({ over: undefined });
    this.settle();
  }

  // lookAround finds out which of the tabs that have kept something live. It is
  // waited for before anything is restored.
  async lookAround() { this.living = await living(this.others().map(tabOf)); }

  others() { return places().filter((place) => place.endsWith(':' + this.page) && !place.startsWith(this.tab + ':')); }

  // settle makes sure that no other tab keeps under this one's name. Until that is
  // known nothing is written.
  async settle() {
    this.settled = false;
    await claim(this.tab, () => this.rename());
    this.settled = true;
    this.flush();
  }

  // rename goes on under a name of its own, with a copy of what was kept.
  rename() {
    this.tab = freshName();
    keepName(this.tab);
    this.store = new Store(`${this.tab}:${this.page}`);
    claim(this.tab, () => {}); // nobody else can have it
    if (Object.keys(this.record).length > 0) this.note({});
    this.onCopy();
  }

  // restore is what was kept for this address, or null; mine where it was this tab
  // that kept it, which goes before what others did later. What does not count is for
  // takes to say: takes(record, cutOff).
  restore(address, takes) {
    const here = (r) => r?.address === address || r?.previous === address;
    const kept = this.store.load();
    const own = here(kept) ? { ...kept, mine: true } : null;
    if (own && takes(own, !own.over || !openedAnew())) return this.goOn(own);
    const left = (place) => {
      const record = { ...new Store(place).load(), mine: false };
      return here(record) && takes(record, !record.over && !this.living.has(tabOf(place))) ? [record] : [];
    };
    const found = this.others().flatMap(left).sort((a, b) => Number(b.at) - Number(a.at));
    return found.length > 0 ? this.goOn(found[0]) : null;
  }

  // texts are what the reader has made of the page's scenarios, wherever on it he was:
  // this tab's, else those of the last tab that is there no more. Each is
  // {text, ran}: what is in the field, and what ran last.
  texts() {
    const own = this.store.load();
    if (own) return own.texts ?? {};
    const gone = this.others().filter((place) => !this.living.has(tabOf(place))).map((place) => new Store(place).load());
    return gone.filter((record) => record?.texts).sort((a, b) => Number(b.at) - Number(a.at))[0]?.texts ?? {};
  }

  goOn(record) {
    this.record = { ...record, mine: undefined, over: undefined };
    return record;
  }

  // note adds to what is kept.
  note(part) {
    Object.assign(this.record, part);
    this.timer ||= setTimeout(() => this.flush(), PAUSE);
  }

  // keep is note without a pause, for what somebody has typed: on a busy machine a
  // timer comes late, and the tab may die before it.
  keep(part) {
    this.note(part);
    this.flush();
  }

  // moves is told before the page writes another address. Which of the two a
  // browser still knows when the tab dies at that moment is not for us to say; a
  // moment later the old one is forgotten, since it may be a link that somebody
  // opens again.
  moves(from, to) {
    this.note({ address: to, previous: from });
    this.flush();
    clearTimeout(this.moving);
    this.moving = setTimeout(() => this.moved(), MOVED);
  }

  // moved writes both places: the older one knows the old address, too.
  moved() { for (let i = 0; i < 2; i++) this.keep({ address: location.hash, previous: undefined }); }

  flush() {
    if (!this.timer || !this.settled) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.store.save({ ...this.record, at: Date.now() });
  }

  // forget gives up what was kept for this page, in every tab.
  forget() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.record = {};
    for (const place of places().filter((p) => p.endsWith(':' + this.page))) new Store(place).drop();
  }
}

// openedAnew says that somebody has followed a link, or typed the address, rather
// than loaded the page again or gone back to it.
function openedAnew() { return performance.getEntriesByType('navigation')[0]?.type === 'navigate'; }

function tabOf(place) { return place.split(':', 1)[0]; }
