// The line between a lesson and the presenter's other windows, the notes and the
// remote. It is a channel of the browser: nothing of it goes over a network, so
// it joins windows of one browser on one machine and no others.
//
//   page: speaker.js --{step}, {event}, {gone}--> notes.js, remote.js
//   notes.js, remote.js --{by} or {name}--> page: the next step, play, black

// join enters the channel that the address names, and asks: who wants to know of
// the events too, where of the steps alone. hear is called with what the lesson
// says, alone with whether nobody answers: nobody has yet, or the lesson's page was
// closed.
export function join(question, hear, alone = () => {}) {
  const channel = new BroadcastChannel('barnyard-notes-' + location.hash.slice(1));
  const send = (message) => channel.postMessage({ type: 'ask', ...message });
  let answered = false, there = false;
  channel.addEventListener('message', ({ data }) => {
    if (!['step', 'event', 'gone'].includes(data?.type)) return;
    const gone = data.type === 'gone';
    if (gone === there) alone(gone);
    answered = true;
    there = !gone;
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
