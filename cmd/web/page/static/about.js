// The about page's part on reading without a network: what is kept, and two
// buttons.
import { able, forget, onNews, start, state } from './offline.js';

const box = document.querySelector('.offline');
const said = box?.querySelector('output');
const keep = box?.querySelector('.keep');
const drop = box?.querySelector('.drop');

const sentences = {
  none: () => 'Nothing is kept in this browser yet. It begins when this page has come to rest.',
  there: () => 'A copy is kept in this browser.',
  off: () => 'Nothing is kept in this browser, as you asked.',
  keeping: ({ done, all }) => `Being fetched: ${done} of ${all} files.`,
  kept: ({ files, release }) => `Kept in this browser: version ${release}, ${files} files. They open without a network.`,
  failed: ({ why }) => `Nothing was kept this time: ${why}`,
};

function show(what) {
  said.textContent = sentences[what.state](what);
  keep.hidden = !['off', 'failed', 'none'].includes(what.state);
  drop.hidden = ['off', 'none', 'failed'].includes(what.state);
}

if (box && able) {
  onNews(show);
  keep.addEventListener('click', () => start());
  drop.addEventListener('click', () => forget());
  state().then((found) => show({ state: found }));
} else if (box) {
  said.textContent = 'This browser keeps no pages at this address: it has no service workers here, or the address is not a safe one (https).';
}
