// The line between a lesson and the presenter's other windows, the notes and the
// remote. It is a channel of the browser: nothing of it goes over a network, so
// it joins windows of one browser on one machine and no others.
//
//   page: speaker.js --{step}, {event}, {gone}--> notes.js, remote.js
//   notes.js, remote.js --{by} or {name}--> page: the next step, play, black

const lineOf = (name) => 'barnyard-notes-' + name;

// call opens the lesson's end of the channel of a name, and holds the name for as
// long as the page is there. A lock is gone with its tab, however that ends.
export function call(name) {
  const hold = () => navigator.locks?.request(lineOf(name), () => new Promise((free) => addEventListener('pagehide', free, { once: true }))).catch(() => {});
  addEventListener('pageshow', ({ persisted }) => { if (persisted) hold(); });
  hold();
  return new BroadcastChannel(lineOf(name));
}

// left calls then once nobody holds the name. Where there are no locks, only a page
// that can still say so is known to have gone.
function left(name, then) { navigator.locks?.request(lineOf(name), { mode: 'shared' }, then).catch(() => {}); }

// join enters the channel that the address names, and asks: who wants to know of
// the events too, where of the steps alone. hear is called with what the lesson
// says, alone with whether nobody answers: nobody has yet, or the lesson's page was
// closed, or its tab has died.
export function join(question, hear, alone = () => {}) {
  const name = location.hash.slice(1);
  const channel = new BroadcastChannel(lineOf(name));
  const send = (message) => channel.postMessage({ type: 'ask', ...message });
  let answered = false, there = false;
  const is = (now) => {
    if (now === there) return;
    there = now;
    alone(!now);
    if (now) left(name, () => is(false));
  };
  channel.addEventListener('message', ({ data }) => {
    if (!['step', 'event', 'gone'].includes(data?.type)) return;
    answered = true;
    is(data.type !== 'gone');
    if (there) hear(data);
  });
  const ask = () => send({ name: question });
  addEventListener('pageshow', (event) => { if (event.persisted) ask(); });
  setTimeout(() => { if (!answered) alone(true); }, 1500);
  ask();
  return send;
}

// wireButtons sends what the buttons of a page say.
export function wireButtons(buttons, send) {
  for (const button of buttons) {
    button.addEventListener('click', () => send({ by: Number(button.dataset.by ?? 0), name: button.dataset.name ?? '' }));
  }
}
