// The landing page. Its figure plays one short stretch, and again from the start
// of it, until a reader takes it in hand: a hand on the figure, a key, a button
// or a pause ends that for good. Who asked for less motion sees it stand still,
// because the program does not begin to play for them.
//
//   state: playing, past the end --> show the step again
//   state: not playing, or focus in the figure, or a button --> never again
import { figure, steps } from './lesson.js';

const box = document.querySelector('[data-film-end]');
const end = Number(box.dataset.filmEnd); // µs of simulated time
let armed = false; // it plays, and has not come to the end yet
let over = !(end > 0);

figure.on('state', ({ time, playing, seeking }) => {
  if (over || seeking) return;
  if (!playing) over ||= armed;
  else if (micros(time) < end) armed = true;
  else if (armed && !document.hidden) {
    armed = false;
    steps.again();
  }
});

const stop = () => { over = true; };
for (const type of ['click', 'keydown', 'input']) document.querySelector('.figure').addEventListener(type, stop);
// A hand in the figure takes the focus there, and away from this window.
addEventListener('blur', () => { if (document.activeElement?.tagName === 'IFRAME') stop(); });

function micros(time) {
  const [, number, unit] = /^([\d.]+)\s*(ns|µs|ms|s)/.exec(time) ?? [];
  return Number(number) * { ns: 1e-3, 'µs': 1, ms: 1e3, s: 1e6 }[unit];
}
