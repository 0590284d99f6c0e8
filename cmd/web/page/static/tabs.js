// Which tab this is. A name in the tab's own storage outlives a reload and a crash;
// but "Duplicate tab" and window.open copy that storage, and then two tabs that both
// live go by one name. So each holds its name while its page is there, and one that
// finds its name held takes another.
//
//   claim(name, taken): it is ours until the page goes, or taken is called
//
// A lock of the browser is the surest: it is gone with its tab, however that ends,
// and a tab that sleeps keeps it. A page that is not served safely has none; there
// the tabs ask each other.
import { storageOf } from './store.js';

const TAB = 'barnyard.tab';
const AGAIN = 100; // ms: the page before this one, in the same tab, may still be going
const LATE = 3000; // ms that a browser may take to tell who holds a lock
const ANSWER = 300; // ms in which another tab says, as a rule, that it is there

// tabName is the name in the storage, or a new one that is put there.
export function tabName() {
  const name = kept() ?? freshName();
  keepName(name);
  return name;
}

export function isName(name) { return typeof name === 'string' && /^[a-z0-9]{1,10}$/.test(name); }

export function freshName() { return Math.random().toString(36).slice(2, 10); }

export function keepName(name) {
  try {
    storageOf('sessionStorage').setItem(TAB, name);
  } catch { /* blocked or full: the name is this page's alone */ }
}

function kept() {
  try {
    const name = storageOf('sessionStorage').getItem(TAB);
    return isName(name) ? name : null;
  } catch {
    return null;
  }
}

// claim calls taken, once, if the name is another's; it is done when that is known,
// or can be waited for no longer. A page that the browser had put aside, and brings
// back as it was, claims it again: somebody may have taken it meanwhile. A name that
// was made just now is ours at once.
export function claim(name, taken, fresh) {
  const lost = () => {
    removeEventListener('pageshow', back);
    taken();
  };
  const back = ({ persisted }) => { if (persisted) hold(name, lost); };
  addEventListener('pageshow', back);
  return hold(name, lost, fresh);
}

async function hold(name, taken, fresh) {
  if (!navigator.locks) return ask(name, taken, fresh);
  const ours = await lock(name) || await new Promise((done) => setTimeout(() => done(lock(name)), AGAIN));
  if (!ours) taken();
}

// lock holds the name until the page goes; where locks are refused, there is nobody
// to share a storage with.
function lock(name) {
  return new Promise((done) => {
    navigator.locks.request(`${TAB}/${name}`, { ifAvailable: true }, (got) => {
      done(got !== null);
      return got && new Promise((free) => addEventListener('pagehide', () => free(), { once: true }));
    }).catch(() => done(true));
  });
}

// living is those of the names that live tabs go by. Without locks each is called,
// and only where there is somebody to call is an answer waited for. The page begins
// after that: where a browser does not tell, all of them may live.
export async function living(names) {
  if (names.length === 0) return new Set();
  try {
    const late = new Promise((done) => setTimeout(done, LATE, {}));
    const { held } = await Promise.race([navigator.locks.query(), late]);
    return new Set(names.filter((name) => !held || held.some((lock) => lock.name === `${TAB}/${name}`)));
  } catch {
    return called(names); // there are no locks
  }
}

async function called(names) {
  const there = new Set();
  if (!globalThis.BroadcastChannel) return there;
  const lines = names.map((name) => {
    const [line, who] = [new BroadcastChannel(`${TAB}/${name}`), Math.random()];
    line.onmessage = ({ data }) => { if (data?.me === who) there.add(name); };
    line.postMessage({ who });
    return line;
  });
  await new Promise((done) => setTimeout(done, ANSWER));
  for (const line of lines) line.close();
  return there;
}

// ask holds the name by answering for it. A tab that is busy answers late, and is
// heard all the same.
function ask(name, taken, holds) {
  if (!globalThis.BroadcastChannel) return Promise.resolve();
  const line = new BroadcastChannel(`${TAB}/${name}`);
  const who = Math.random();
  addEventListener('pagehide', () => line.close(), { once: true });
  return new Promise((done) => {
    line.onmessage = ({ data }) => {
      if (data?.who && holds) line.postMessage({ me: data.who });
      if (data?.me !== who) return;
      line.close();
      taken();
      done();
    };
    line.postMessage({ who });
    setTimeout(() => { holds = true; done(); }, ANSWER);
  });
}
