// Keeps one version of the whole site in the browser, and answers from it. Before
// these lines stand RELEASE, the name of that version, and FILES: each file with
// the hash of its bytes.
//
// Versions are never mixed. A version has a cache of its own; it is filled before
// this worker may answer at all, each file is held against its hash, and where one
// is missing or another, the whole cache goes and the worker with it. What is kept
// is asked first, also with a network: a newer version comes as a newer worker,
// which waits until a reader asks for it.
//
//   page, idle --> register --> install: fetch all, or nothing --> answer from the cache
//   newer worker: install beside --> waits --{take over}--> pages load anew
//   not whole --> a note that the pages read --> the worker goes
'use strict';

const PREFIX = 'barnyard ' + self.registration.scope + ' ';
const CACHE = PREFIX + RELEASE;
const KNOWN = new Map(FILES);
const NOTE = 'barnyard-note ' + self.registration.scope; // of the last time that nothing was kept
const OLDER = 'older.json'; // in the cache: those that were there when it was filled
const AT_ONCE = 4; // fetches that run side by side: the reader's own come first
const HASHED = /\.[0-9a-f]{16}\.[a-z]+$/; // what is in such a file never changes

addEventListener('install', (event) => event.waitUntil(fill()));
addEventListener('activate', (event) => event.waitUntil(begin()));
addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name) event.respondWith(answer(name));
});
addEventListener('message', (event) => {
  if (event.data?.type === 'take over') self.skipWaiting();
  if (event.data?.type === 'hello') event.waitUntil(greet(event.source, event.data.release));
});

// fill fetches every file, or leaves nothing behind.
async function fill() {
  const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const cache = await caches.open(CACHE);
  const rest = [...KNOWN.keys()];
  let done = 0;
  const work = async () => {
    for (let name = rest.shift(); name; name = rest.shift()) {
      await keep(cache, name);
      done++;
      if (done % 8 === 0 || done === KNOWN.size) tell({ type: 'keeping', release: RELEASE, done, all: KNOWN.size });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await cache.put(OLDER, new Response(JSON.stringify(older)));
    await caches.delete(NOTE);
  } catch (error) {
    rest.length = 0;
    await caches.delete(CACHE);
    await leave({ release: RELEASE, why: error.message, at: Date.now() });
    throw error;
  }
}

// leave writes down why nothing was kept. A message would reach only those pages
// that listen already, and this worker may be over before one does.
async function leave(note) {
  try {
    await (await caches.open(NOTE)).put('note.json', new Response(JSON.stringify(note)));
  } catch { /* no room even for that */ }
}

// keep takes a file from an earlier version where it is the same one, else from
// the host. The browser itself compares it with the hash.
async function keep(cache, name) {
  const same = HASHED.test(name) && await caches.match(new URL(name, self.registration.scope), { ignoreVary: true });
  await cache.put(name, same || await fetched(name));
}

// fetched asks the host, whatever the browser has: a host that tells by the second
// whether a file has changed would call a new one the old one.
async function fetched(name) {
  const found = await fetch(name, { integrity: KNOWN.get(name), cache: HASHED.test(name) ? 'default' : 'reload' });
  if (!found.ok) throw new Error(`${name}: the host answered ${found.status}`);
  if (!found.redirected) return found;
  // Some hosts lead from a name to another one, and a page may not be answered
  // with what came that way.
  return new Response(found.body, { headers: found.headers });
}

// begin: the first worker answers for the pages that are open already. A later
// one leaves what they may still ask for, until they are gone.
async function begin() {
  const kept = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  if (kept.length === 1) await self.clients.claim();
}

// nameOf is the file that a request is for; empty for what is not ours.
function nameOf(request) {
  const url = new URL(request.url);
  const asked = url.origin + url.pathname;
  const ours = request.method === 'GET' && asked.startsWith(self.registration.scope);
  if (!ours || url.searchParams.has('fresh')) return ''; // the way past what is kept
  const name = asked.slice(self.registration.scope.length) || 'index.html';
  if (KNOWN.has(name) || HASHED.test(name)) return name;
  return KNOWN.has(name + '.html') ? name + '.html' : '';
}

// answer never gives a file of another version: what is not in the cache is
// fetched with its hash. A page of an earlier version asks for files by names
// that hold their hash; those are looked for in its own cache too.
async function answer(name) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(name, { ignoreVary: true });
  if (found) return found;
  if (KNOWN.has(name)) return fetched(name);
  return await caches.match(new URL(name, self.registration.scope), { ignoreVary: true }) ?? fetch(name);
}

// greet answers a page, and tidies up when no page of an earlier version is left.
// A newer version, on its way or waiting, is not in the list.
async function greet(page, release) {
  page.postMessage({ type: 'kept', release: RELEASE, files: KNOWN.size });
  const open = await self.clients.matchAll({ type: 'window' });
  const pages = open.filter((client) => client.frameType !== 'nested');
  if (release !== RELEASE || pages.length > 1) return;
  const cache = await caches.open(CACHE);
  const older = await cache.match(OLDER);
  for (const name of older ? await older.json() : []) await caches.delete(name);
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}
