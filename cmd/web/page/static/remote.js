// The remote: two large buttons and where the talk is, for a small window beside
// everything else, or for a phone that itself shows the lesson in another tab.
import { join, wireButtons } from './talk.js';

const part = (name) => document.querySelector('.' + name);
const turn = [...document.querySelectorAll('[data-by]')];

const send = join('where', (told) => {
  if (told.type !== 'step') return;
  part('where').textContent = `step ${told.at} of ${told.of}`;
  part('step-title').textContent = told.title;
  part('next-title').textContent = told.next ? `then: ${told.next}` : 'This is the last step.';
  for (const button of turn) button.disabled = told.at + Number(button.dataset.by) < 1 || told.at + Number(button.dataset.by) > told.of;
}, (alone) => { part('alone').hidden = !alone; });

wireButtons(turn, send);
