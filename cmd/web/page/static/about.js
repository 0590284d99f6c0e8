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
  failed: ({ why, at }) => `Nothing was kept this time: ${why}${when(at)}`,
};

// What is kept, and that a newer version could not be: the two are told in any order.
let kept, failed;

function show(what) {
  if (what.state === 'kept') kept = what;
  failed = what.state === 'failed' ? what : what.state === 'kept' && failed?.release !== what.release ? failed : undefined;
  if (['off', 'none'].includes(what.state)) kept = undefined;
  const both = kept && failed;
  said.textContent = both ? `${sentences.kept(kept)} A newer version was not kept: ${failed.why}${when(failed.at)}` : sentences[what.state](what);
  keep.hidden = !['off', 'failed', 'none'].includes(what.state) && !both;
  drop.hidden = ['off', 'none', 'failed'].includes(what.state) && !both;
}

function when(at) { return at ? ` (${new Date(at).toLocaleString()})` : ''; }

if (box && able) {
  onNews(show);
  keep.addEventListener('click', () => start());
  drop.addEventListener('click', () => forget());
  // Where the browser lets pages keep nothing it does not even say what there is;
  // what start comes to says why.
  state().then((found) => show({ state: found }), ({ message }) => show({ state: 'failed', why: message }));
} else if (box) {
  said.textContent = 'This browser keeps no pages at this address: it has no service workers here, or the address is not a safe one (https).';
}
