// What is kept in the browser so that nothing is lost when the tab dies: small
// records, each in two places that are written in turn, so that one is whole
// whenever the other is half written. A record says how long it is and what its
// bytes come to; one that does not is as if it was not there.
//
//   barnyard.keep/PLACE/a   "b1 41 218 9ae0daaf {...}"
//   barnyard.keep/PLACE/b   "b1 42 221 07c1e9b3 {...}"   the newer one
//
// A browser may have no storage, a full one, or one that throws: then nothing is
// kept, and all the rest works.

const FORM = 'b1';
const PREFIX = 'barnyard.keep/';
const MOST = 512 * 1024; // characters of one record
const PLACES = 8; // more than so many are not kept

// encode writes a record with its place in the order of records.
export function encode(record, turn) {
  const body = JSON.stringify(record);
  return `${FORM} ${turn} ${body.length} ${sum(`${turn} ${body}`)} ${body}`;
}

// decode gives {turn, record}, or null for anything that encode did not write.
export function decode(text) {
  if (typeof text !== 'string' || text.length > MOST) return null;
  const [, turn, length, checked, body] = /^b1 (\d{1,15}) (\d{1,7}) ([0-9a-f]{8}) ([^]*)$/.exec(text) ?? [];
  if (body === undefined || body.length !== Number(length) || sum(`${turn} ${body}`) !== checked) return null;
  try {
    const record = JSON.parse(body);
    return record && typeof record === 'object' && !Array.isArray(record) ? { turn: Number(turn), record } : null;
  } catch {
    return null;
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

// sum is the CRC-32 of a text's UTF-16 units, as eight hex digits.
function sum(text) {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    crc = TABLE[(crc ^ unit) & 0xff] ^ (crc >>> 8);
    crc = TABLE[(crc ^ (unit >>> 8)) & 0xff] ^ (crc >>> 8);
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

// Store is the two places of one record.
export class Store {
  constructor(place, storage = storageOf('localStorage')) {
    this.place = place;
    this.storage = storage;
    this.turn = Math.max(0, ...this.both().map((found) => found?.turn ?? 0));
  }

  both() { return ['a', 'b'].map((slot) => decode(this.get(PREFIX + this.place + '/' + slot))); }

  get(key) {
    try {
      return this.storage?.getItem(key);
    } catch {
      return null;
    }
  }

  // load is the newest record that is whole, or null.
  load() {
    const found = this.both().filter(Boolean).sort((a, b) => b.turn - a.turn);
    return found[0]?.record ?? null;
  }

  // save reports whether the record is kept now.
  save(record) {
    this.turn++;
    const key = PREFIX + this.place + (this.turn % 2 ? '/a' : '/b');
    const text = encode(record, this.turn);
    return text.length <= MOST && (this.put(key, text) || this.makeRoom(() => this.put(key, text)));
  }

  put(key, text) {
    try {
      this.storage.setItem(key, text);
      return true;
    } catch {
      return false; // blocked or full
    }
  }

  // makeRoom gives up what was kept for other places, the oldest first, until there
  // is room: whether there is.
  makeRoom(fits) {
    return byAge(this.storage).reverse().some((place) => place !== this.place && (drop(this.storage, place), fits()));
  }

  drop() { drop(this.storage, this.place); }
}

function drop(storage, place) {
  try {
    for (const slot of ['a', 'b']) storage.removeItem(PREFIX + place + '/' + slot);
  } catch { /* blocked */ }
}

// places are those that have a record.
export function places(storage = storageOf('localStorage')) {
  try {
    const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i)).filter((key) => key.startsWith(PREFIX));
    return [...new Set(keys.map((key) => key.slice(PREFIX.length, -2)))];
  } catch {
    return [];
  }
}

// byAge are the places, the one that was written last first.
function byAge(storage) {
  const at = new Map(places(storage).map((place) => [place, Number(new Store(place, storage).load()?.at) || 0]));
  return [...at.keys()].sort((a, b) => at.get(b) - at.get(a));
}

// tidy drops the oldest places beyond those that are kept.
export function tidy(storage = storageOf('localStorage')) {
  for (const place of byAge(storage).slice(PLACES)) drop(storage, place);
}

// storageOf is a storage, or null where even asking for it throws.
export function storageOf(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}
