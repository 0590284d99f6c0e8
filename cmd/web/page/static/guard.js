// Stands before every start of the program that nobody asked for. Three of them
// within a minute are enough: then something is wrong that another start does not
// mend, and the page stops with its card instead of starting for ever.
//
// The count is in session storage, where a page that is loaded again, by whoever,
// finds it before it has started anything.
import { storageOf } from './store.js';

const MOST = 3;
const MINUTE = 60_000;
const FAREWELL = 1000; // ms
const LOOK = 50; // ms
const NOTE = 'barnyard.lost'; // when the program was started again by itself
const ALIVE = 'barnyard.alive'; // here while a page runs; what ends it in order takes it away

let times = []; // for where storage is blocked

// another says whether one more start is right, and counts it.
export function another() {
  const before = recent();
  if (before.length >= MOST) return false;
  note([...before, Date.now()]);
  return true;
}

// arrive is called when the page is loaded, before the program: one that was cut
// off is counted. It says whether the program may begin.
export async function arrive() {
  const right = await cutOff() ? another() : recent().length < MOST;
  put(ALIVE, '1');
  addEventListener('pagehide', () => put(ALIVE, ''));
  addEventListener('pageshow', () => put(ALIVE, '1'));
  return right;
}

// cutOff says whether the page before this one ended without a farewell. A page
// that was left for this one may still be about it, in a process of its own, so that
// it is given a moment; who was cut off has that long to wait.
async function cutOff() {
  for (let waited = 0; get(ALIVE) === '1'; waited += LOOK) {
    if (waited >= FAREWELL) return true;
    await new Promise((done) => setTimeout(done, LOOK));
  }
  return false;
}

// byHand begins to count anew: a person has asked for the start.
export function byHand() { note([]); }

// copied is for a tab that began as the copy of one that lives: nothing that it
// found here is its own.
export function copied() {
  byHand();
  put(ALIVE, '');
}

function recent() {
  const now = Date.now();
  return kept().filter((time) => Math.abs(now - time) < MINUTE); // a clock may be set back
}

function kept() {
  try {
    const list = JSON.parse(get(NOTE) || '[]');
    return Array.isArray(list) ? list.filter(Number.isFinite) : times;
  } catch {
    return times;
  }
}

function note(list) {
  times = list;
  put(NOTE, JSON.stringify(list));
}

function get(key) {
  try {
    return storageOf('sessionStorage')?.getItem(key);
  } catch {
    return null;
  }
}

function put(key, value) {
  try {
    storageOf('sessionStorage')?.setItem(key, value);
  } catch { /* blocked or full */ }
}
