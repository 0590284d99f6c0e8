// Keeps what a page shows, and gives it back when the page is opened again after
// its tab, or the whole browser, came to an end.
//
// Each tab keeps for itself, so that two tabs on one page do not take each
// other's. A tab that is new takes up what another left, if that was at the same
// address: the reader, or the browser, has opened the page again.
import { Store, places, storageOf, tidy } from './store.js';

const PAUSE = 100; // ms at most between a change and its being kept
const MOVED = 2000; // ms in which a change of address is under way
const TAB = 'barnyard.tab';

export class Keeper {
  // page names what is shown: pages of different names share nothing.
  constructor(page) {
    this.page = page;
    this.tab = tabName();
    this.store = new Store(`${this.tab}:${page}`);
    this.record = {};
    this.timer = 0;
    tidy();
    addEventListener('pagehide', () => this.flush());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); });
  }

  // restore is what was kept for this address, or null; mine where it was this tab
  // that kept it.
  restore(address) {
    const own = this.store.load();
    const others = places().filter((place) => place.endsWith(':' + this.page) && !place.startsWith(this.tab + ':'));
    const found = [own && { ...own, mine: true }, ...others.map((place) => new Store(place).load())].filter((r) => r?.address === address || r?.previous === address);
    const record = found.sort((a, b) => Number(b.at) - Number(a.at))[0] ?? null;
    if (record) this.record = { ...record };
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
    this.moving = setTimeout(() => this.note({ address: location.hash, previous: undefined }), MOVED);
  }

  flush() {
    if (!this.timer) return;
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

// tabName is the same after a reload, and after a crash.
function tabName() {
  const fresh = Math.random().toString(36).slice(2, 10);
  try {
    const storage = storageOf('sessionStorage');
    const name = storage.getItem(TAB) ?? fresh;
    storage.setItem(TAB, name);
    return /^[a-z0-9]{1,10}$/.test(name) ? name : fresh;
  } catch {
    return fresh;
  }
}
