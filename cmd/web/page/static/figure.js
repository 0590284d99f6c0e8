// The figure's page: it fetches the program, runs it, and stands between it and
// the page around. Everything here must still work when the program does not.
//
//   fetch, count, compile --> Program --run--> Go instance <--host object--> Bridge
//                                |ends                                        |
//                                v                                            v
//                              card (what happened, start again)        parent page
import { Address } from './address.js';
import { Bridge } from './bridge.js';
import { Card } from './card.js';
import { Cover } from './cover.js';
import { labelCanvas, takeKeys } from './canvas.js';
import { forwardKeys } from './keys.js';
import { arrive, byHand } from './guard.js';
import { Keeper } from './keeper.js';
import { Program } from './program.js';
import { wireOwn } from './sandbox.js';
import { wireSave } from './save.js';
import { watchScreen } from './screen.js';

const cover = new Cover(document.getElementById('_cover'));
const card = new Card(document.getElementById('_card'));
const bridge = new Bridge(document.getElementById('_twin'));
const program = new Program(document.body.dataset.program, Number(document.body.dataset.bytes));
// On its own the figure keeps where it is, in its address and in the browser. A
// lesson's page does so for its figure; under another site nothing is kept.
const own = bridge.alone && !bridge.parent.there;
const address = own ? new Address() : null;
const keeper = own ? new Keeper('figure') : null;
if (keeper) keeper.onCopy = byHand; // the tab that it was copied from lives, and was not cut off

let editor = null;
let first = ''; // where the figure began, as a link: until it leaves, the address stays as it is
labelCanvas('_twin');
if (bridge.alone) {
  editor = wireOwn(document.getElementById('_sandbox'), bridge);
  wireSave(document.querySelector('.saves'), bridge);
  if (own) {
    await keeper.lookAround();
    keep(editor);
  }
}
if (bridge.parent.there) forwardKeys(bridge);
program.onBytes = (got, all) => cover.count(got, all);
bridge.onFirstFrame = () => { cover.lift(); takeKeys(); };
program.onEnd = (why) => {
  cover.lift();
  bridge.crashed(why);
  card.show(why, {
    at: bridge.where(),
    link: bridge.link ? location.pathname + '#' + bridge.link : asksForAPlace() ? location.href : '',
    again: () => { byHand(); start(); },
    afresh: () => { byHand(); bridge.forget(); start(); },
    safe: () => { byHand(); editor?.park(); safely(); start(); },
  });
};

// asksForAPlace says whether the address, which is all there is before the program
// has said anything, leads anywhere.
function asksForAPlace() { return bridge.alone && location.hash.length > 1; }

async function start() {
  card.hide();
  await program.start(bridge.host());
}

// safely begins with what is there when nobody has asked for anything.
function safely() {
  keeper?.forget();
  address?.clear();
  first = '';
  bridge.forget();
  bridge.start({});
}

// keep notes where the figure is, and begins where it was when the page was cut
// off at this address.
function keep(editor) {
  const before = keeper.restore(location.hash, goesBefore);
  if (before?.link) bridge.start({ link: before.link });
  keepDrafts(keeper, editor, bridge, before?.draft);
  address.onWriting = (hash) => keeper.moves(location.hash, hash);
  bridge.onReport = ({ link, seeking, playing }) => {
    if (!link || seeking) return;
    first ||= link;
    keeper.note({ link, address: location.hash });
    if (!playing && (link !== first || address.written)) address.write(link);
  };
  addEventListener('hashchange', () => { first = ''; address.moved(); });
}

// goesBefore says whether what was kept goes before what the address asks for.
// Without an address another tab's place is taken up only where the reader has
// changed something; a link leads where it leads, unless a tab was cut off there, or
// this one has what its reader has typed and what no link holds yet.
function goesBefore({ mine, edited, draft }, cutOff) {
  return location.hash === '' ? mine || edited || draft : cutOff || mine && draft;
}

// keepDrafts notes what is typed at once, until it runs and a link holds it.
function keepDrafts(keeper, editor, bridge, draft) {
  editor.onDraft = (text) => keeper.keep({ draft: text, address: location.hash });
  const show = bridge.onText;
  bridge.onText = (text, ...more) => {
    show(text, ...more);
    const typed = draft;
    draft = '';
    if (typed && typed !== text) editor.restore(typed);
    else keeper.note({ link: bridge.link, address: location.hash, edited: text !== editor.own, ...(editor.pending() ? {} : { draft: '' }) });
  };
}

watchScreen({
  // The drawing surface is gone or has another scale: the engine cannot mend
  // either, a new instance can, and the bridge knows where we were.
  stop: () => program.stop(),
  start,
  asked: () => new Promise((asked) => { bridge.onAsked = asked; }),
  giveUp: () => program.onEnd({ title: 'The graphics system keeps failing', why: 'The drawing surface was lost three times within a minute. One cause is more figures in sight than the browser draws at a time, which is about sixteen.' }),
});

// A page that was cut off and loaded again three times within a minute begins by
// itself no more.
if (await arrive()) start();
else program.onEnd({ title: 'This page was cut off several times', why: 'Three times within a minute the page or its drawing surface was lost while the figure ran. It begins again when you ask for it.' });
