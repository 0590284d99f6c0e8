// Reading without a network. When the page has come to rest, a worker (sw.js)
// keeps all files of this version of the site; from then on pages come from
// there. This file starts it, offers a newer version when one is there, says when
// two versions have met, and gives everything up when the reader asks for that.
//
//   idle --> register      worker waits --> "a newer version" --> take over --> reload
//   worker went --> its note says why it kept nothing
//   figure's page of another version --> it is taken away, and said

import { notice } from './notice.js';

const release = document.querySelector('meta[name="barnyard-release"]')?.content;
const CHOICE = 'barnyard.offline'; // 'off' where the reader does not want it
const REST = 3000; // ms after the figure runs, or the page is there
const LATEST = 60_000; // ms; a figure that never runs does not hold this up
const workers = release ? navigator.serviceWorker : undefined; // none without https
const ears = [];
let policy; // made once, or the browser objects
let declined = false; // in this page, also where no choice can be stored

export const able = Boolean(workers);

// onNews calls back with what is known of the copy: {state, release, done, all, why}.
export function onNews(ear) { ears.push(ear); }

function news(what) { for (const ear of ears) ear(what); }

// start registers the worker. Where there is one already, that alone looks for no
// newer one: a browser does so by itself when it likes, which may be a minute after
// the page has come, or never while it is open. So it is asked to.
export async function start() {
  declined = false;
  remember('');
  try {
    const registration = await workers.register(address(), { updateViaCache: 'none' });
    follow(registration);
    await readNote();
    if (registration.active) registration.update().catch(() => {}); // no network: another time
  } catch (error) {
    news({ state: 'failed', why: error.message });
  }
}

const noted = () => 'barnyard-note ' + new URL('.', location.href).href;

// readNote tells what a worker wrote that is gone since.
async function readNote(without = '') {
  const left = await caches.has(noted()) && await (await caches.open(noted())).match('note.json');
  const note = left ? await left.json() : undefined;
  if (note || without) news({ state: 'failed', ...note, why: note?.why ?? without });
}

// forget gives up the copy and the worker, and keeps to it.
export async function forget() {
  declined = true;
  remember('off');
  await giveUp();
  news({ state: 'off' });
}

async function giveUp() {
  const scope = new URL('.', location.href).href;
  for (const registration of await workers.getRegistrations()) {
    if (registration.scope === scope) await registration.unregister();
  }
  for (const name of await caches.keys()) {
    if (name.startsWith('barnyard ' + scope + ' ')) await caches.delete(name);
  }
  await caches.delete(noted());
}

// state is what is there before anything is done.
export async function state() {
  if (choice() === 'off') return 'off';
  return await workers.getRegistration() ? 'there' : 'none';
}

// address is the one script address that the pages' policy lets through.
function address() {
  const name = 'sw.js';
  policy ??= window.trustedTypes?.createPolicy('barnyard-worker', { createScriptURL: () => name });
  return policy ? policy.createScriptURL(name) : name;
}

// follow hears of a newer worker: one that waits, one that is on its way already,
// and those that are still to come.
function follow(registration) {
  if (registration.waiting && workers.controller) offer(registration);
  watch(registration);
  registration.addEventListener('updatefound', () => watch(registration));
  hello();
}

let watched; // the worker that is on its way

function watch(registration) {
  const coming = registration.installing;
  if (!coming || coming === watched) return;
  watched = coming;
  let whole = false;
  coming.addEventListener('statechange', () => {
    if (coming.state === 'installed') {
      whole = true;
      if (workers.controller) offer(registration);
    }
    if (coming.state === 'redundant' && !whole) readNote('the browser cut it off').catch(() => {});
  });
}

function hello() { workers.controller?.postMessage({ type: 'hello', release }); }

let asked = false; // this page wanted the newer version

function offer(registration) {
  notice('A newer version of these pages is ready.', 'Load it', () => {
    asked = true;
    registration.waiting?.postMessage({ type: 'take over' });
  });
}

function hear({ data }) {
  if (declined) return; // a worker that is on its way out
  if (data?.type === 'keeping') news({ state: 'keeping', ...data });
  if (data?.type !== 'kept') return;
  news({ state: 'kept', ...data });
  if (data.release !== release) older();
}

function older() {
  notice('This page is of another version than the one that this browser keeps.', 'Load it anew', () => location.reload());
}

// One host may have a newer figure.html than the page around it, just after it
// was changed. The two would not understand each other.
function checkFigure({ target }) {
  if (target.tagName !== 'IFRAME') return;
  const inside = target.contentDocument?.querySelector('meta[name="barnyard-release"]')?.content;
  if (!inside || inside === release) return;
  target.remove();
  notice('The live figure is of another version than this page.', 'Load the page anew', () => location.reload());
}

function choice() {
  try { return localStorage.getItem(CHOICE) ?? ''; } catch { return ''; }
}

function remember(value) {
  try { value ? localStorage.setItem(CHOICE, value) : localStorage.removeItem(CHOICE); } catch { /* blocked: asked again next time */ }
}

// whenIdle waits until the figure runs, for a page that has one, then for rest.
function whenIdle(then) {
  let once = () => { once = () => {}; setTimeout(then, REST); };
  setTimeout(() => once(), LATEST);
  if (!document.querySelector('[data-figure]')) {
    if (document.readyState === 'complete') once();
    else addEventListener('load', () => once());
    return;
  }
  addEventListener('message', ({ data, origin }) => {
    if (origin === location.origin && data?.type === 'state') once();
  });
}

if (release) document.addEventListener('load', checkFigure, true);
if (able) {
  workers.addEventListener('message', hear);
  workers.addEventListener('controllerchange', () => (asked ? location.reload() : hello()));
  // The address ?fresh goes past what is kept: all of it is given up.
  if (new URLSearchParams(location.search).has('fresh')) giveUp().then(() => location.replace(location.pathname + location.hash));
  const frugal = navigator.connection?.saveData && !workers.controller;
  // The reader may have declined by then, here or in another tab.
  if (choice() !== 'off' && !frugal) whenIdle(() => { if (choice() !== 'off' && !declined) start(); });
}
