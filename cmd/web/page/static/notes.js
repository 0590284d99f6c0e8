// The presenter's second window. It follows one lesson's page by a channel that
// only their browser knows (talk.js), and its keys move that page.
import { join, wireButtons } from './talk.js';

const part = (name) => document.querySelector('.' + name);
let began = Date.now();

const hear = {
  step(told) {
    part('lesson-title').textContent = told.lesson;
    part('where').textContent = `step ${told.at} of ${told.of}`;
    part('step-title').textContent = told.title;
    part('next-title').textContent = told.next ? `Next: ${told.next}` : 'This is the last step.';
    const words = part('words');
    words.replaceChildren();
    for (const text of (told.notes || 'This step has no notes.').split(/\n\s*\n/)) {
      const paragraph = document.createElement('p');
      paragraph.textContent = text.trim().replace(/\s*\n\s*/g, ' ');
      words.append(paragraph);
    }
  },
  // event is what the figure comes to next, and when.
  event({ text }) { part('next-event').textContent = text ? `Next event: ${text}` : ''; },
};

const send = join('who', (told) => hear[told.type](told), (alone) => { part('alone').hidden = !alone; });
addEventListener('pagehide', () => send({ name: 'bye' }));
wireButtons(document.querySelectorAll('.turn button'), send);
part('again').addEventListener('click', () => { began = Date.now(); tell(); });
part('remote-link').href += location.hash;

// A clicker sends these. Single letters can be switched off, for who speaks to
// his machine and would send them by words.
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input')) return;
  const by = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 }[event.key];
  const name = part('keys').checked ? { '.': 'black', b: 'black' }[event.key] : undefined;
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
