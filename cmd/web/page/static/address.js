// What the figure's own address asks for, after the #: parts with & between
// them, v= first. Nothing of it goes to a server. Parts that are not known here
// are somebody else's and are left alone.
//
//   figure.html#v=1&replay=b1:shrink-under-poll:qpw=1:
//   figure.html#cover=none

const VERSION = '1';
const MOST = 1024 * 1024; // characters; a longer address is not taken apart

// readAddress gives {replay, problem}: both empty where nothing is asked for.
export function readAddress(hash) {
  const nothing = { replay: '', problem: '' };
  if (hash.length > MOST) {
    return { replay: '', problem: `The address has ${hash.length} characters behind its #; expected at most ${MOST}.` };
  }
  const parts = hash.replace(/^#/, '').split('&').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  });
  const all = (name) => parts.filter(([key]) => key === name).map(([, value]) => value);
  const replays = all('replay');
  if (replays.length === 0) return nothing;
  if (replays.length > 1) return { replay: '', problem: `The address has ${replays.length} replay parts; expected one.` };
  const versions = all('v');
  if (versions.length !== 1 || versions[0] !== VERSION) {
    return { replay: '', problem: `The address is of version ${JSON.stringify(versions.join(', ').slice(0, 20))}; expected v=${VERSION} once, before replay=.` };
  }
  return { replay: plain(replays[0]), problem: '' };
}

// plain undoes what a mail program may have done to a link. A replay string
// needs no % itself.
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
