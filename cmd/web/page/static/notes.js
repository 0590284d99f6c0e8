// The presenter's second window. It follows one lesson's page by a channel that
// only the two of them know, and its keys move that page.
//
//   page: speaker.js --{step}--> notes.js --> title, notes, what comes next
//   notes.js --{by} or {name}--> page: the next step, play, black

const channel = new BroadcastChannel('barnyard-notes-' + location.hash.slice(1));
const part = (name) => document.querySelector('.' + name);
let began = Date.now();

channel.addEventListener('message', ({ data }) => {
  if (data?.type !== 'step') return;
  part('lesson-title').textContent = data.lesson;
  part('where').textContent = `step ${data.at} of ${data.of}`;
  part('step-title').textContent = data.title;
  part('next-title').textContent = data.next ? `Next: ${data.next}` : 'This is the last step.';
  const words = part('words');
  words.replaceChildren();
  for (const text of (data.notes || 'This step has no notes.').split(/\n\s*\n/)) {
    const paragraph = document.createElement('p');
    paragraph.textContent = text.trim().replace(/\s*\n\s*/g, ' ');
    words.append(paragraph);
  }
});

const send = (message) => channel.postMessage({ type: 'ask', ...message });

for (const button of document.querySelectorAll('.turn button')) {
  button.addEventListener('click', () => send({ by: Number(button.dataset.by ?? 0), name: button.dataset.name ?? '' }));
}
part('again').addEventListener('click', () => { began = Date.now(); tell(); });

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 }[event.key];
  const name = { '.': 'black', b: 'black' }[event.key];
  if (!by && !name) return;
  event.preventDefault();
  send({ by: by ?? 0, name: name ?? '' });
});

function tell() {
  const two = (n) => String(n).padStart(2, '0');
  const now = new Date();
  part('clock-now').textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  const seconds = Math.max(0, Math.floor((Date.now() - began) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  part('elapsed').textContent = `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

setInterval(tell, 1000);
tell();
send({ name: 'who' });
