// Stands before every start of the program that nobody asked for. Three of them
// within a minute are enough: then something is wrong that another start does not
// mend, and the page stops with its card instead of starting for ever.
//
// The count is in session storage, where a page that is loaded again, by whoever,
// finds it before it has started anything.
import { storageOf } from './store.js';
import { claim, freshName, isName, living } from './tabs.js';

const MOST = 3;
const MINUTE = 60_000;
const FAREWELL = 1000; // ms
const LOOK = 50; // ms
const LOOKS = 6;
const NOTE = 'barnyard.lost'; // when the program was started again by itself
const ALIVE = 'barnyard.alive'; // the names of the pages that run; who ends in order takes its own away
const MOST_ALIVE = 64;

let times = []; // for where storage is blocked

// another says whether one more start is right, and counts it.
export function another() {
  const before = recent();
  if (before.length >= MOST) return false;
  note([...before, Date.now()]);
  return true;
}

// arrive is called when the page is loaded, before the program: one before it that
// was cut off is counted. It says whether the program may begin.
export async function arrive() {
  const dead = await cutOff();
  const right = dead.length > 0 ? another() : recent().length < MOST;
  const name = freshName();
  claim(name, () => {}, true);
  const here = () => alive([...aliveNames().filter((other) => !dead.includes(other)), name]);
  here();
  addEventListener('pagehide', () => alive(aliveNames().filter((other) => other !== name)));
  addEventListener('pageshow', ({ persisted }) => { if (persisted) here(); });
  return right;
}

// cutOff is the pages that ended without a farewell. One that was left for this one
// may still be about it, in a process of its own, and one that has just begun may not
// answer to its name yet, so that they are given a moment; who was cut off has that
// long to wait. Others live: the figures beside this one, or those of the tab that
// this one is a copy of. Where all is busy a moment is short, so that they are asked
// several times.
async function cutOff() {
  const from = Date.now();
  for (let looks = 1; ; looks++) {
    const names = aliveNames();
    const there = await living(names);
    const silent = names.filter((name) => !there.has(name));
    if (silent.length === 0 || looks >= LOOKS && Math.abs(Date.now() - from) >= FAREWELL) return silent;
    await new Promise((done) => setTimeout(done, LOOK));
  }
}

// byHand begins to count anew: a person has asked for the start.
export function byHand() { note([]); }

function recent() {
  const now = Date.now();
  return kept().filter((time) => Math.abs(now - time) < MINUTE); // a clock may be set back
}

function kept() { return list(NOTE)?.filter(Number.isFinite) ?? times; }

function aliveNames() { return list(ALIVE)?.filter(isName).slice(-MOST_ALIVE) ?? []; }

function alive(names) { put(ALIVE, JSON.stringify(names)); }

// list is what is kept under a key, or null if that is no list.
function list(key) {
  try {
    const value = JSON.parse(get(key) || '[]');
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function note(losses) {
  times = losses;
  put(NOTE, JSON.stringify(losses));
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
