// A page with prose and one live figure. The prose is complete without this
// file; here the figure comes alive and follows the reader.
//
//   reader scrolls, clicks, keys --> Steps --step--> Figure --message--> iframe
//   iframe --state--> Figure --> the clock, the buttons, the spoken line
import { Beside } from './beside.js';
import { Figure } from './link.js';
import { keepLesson } from './keeplesson.js';
import { keepRoom } from './room.js';
import { notice } from './notice.js';
import { Speaker } from './speaker.js';
import { Steps } from './steps.js';
import { wireQuestions } from './ask.js';
import { wireScenarios } from './sandbox.js';
import { wireTerms } from './terms.js';
import { wireTexts } from './texts.js';
import { wireTransport } from './transport.js';
import { wireVoice } from './voice.js';

const holder = document.querySelector('[data-figure]');
keepRoom(document.querySelector('.figure'), document.querySelector('.turn'));
const figure = new Figure(holder);
const kept = await keepLesson(figure);
const beside = new Beside(figure);
let speaker = null; // steps enters the first step before there is one
let terms = null;
const steps = new Steps([...document.querySelectorAll('[data-step]')], (step) => {
  figure.show(kept.begin(step));
  speaker?.step();
  terms?.step();
});
speaker = new Speaker(figure, steps, beside);

wireTexts(document.querySelector('.texts'), beside);
wireTransport(document.querySelector('.transport'), figure);
terms = wireTerms(beside, () => steps.sections[steps.current]);
wireVoice(document.getElementById('_spoken'), figure, beside);
wireQuestions(document, beside, (section) => figure.ready && section.dataset.scenario === steps.scenario());
kept.wire(steps, wireScenarios(document, figure, steps));
figure.on('theme', ({ theme }) => barnyardTheme.take(theme));
// Where the browser lacks what the live figure needs, the still picture in its place
// stays, and goes on to be that of the step (stills.js).
figure.on('lacks', ({ text }) => {
  figure.shut();
  for (const button of document.querySelectorAll('.turn :is(.again, .present, .link-copy)')) button.disabled = true;
  notice(text, 'Load the page again', () => location.reload());
});
figure.on('page', (message) => steps.move(message.by));
figure.on('ready', () => { for (const button of document.querySelectorAll('.turn .again')) button.disabled = false; });

// The text first, then the program: the figure begins to load when the browser
// reports that the page has been painted. Not every browser reports it, and a
// hidden tab paints nothing, so five seconds are waited for at most.
new PerformanceObserver(() => figure.open()).observe({ type: 'paint', buffered: true });
setTimeout(() => figure.open(), 5000);

// For a page that does more with them.
export { figure, steps };
