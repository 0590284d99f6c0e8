// The figure's page: it fetches the program, runs it, and stands between it and
// the page around. Everything here must still work when the program does not.
//
//   fetch, count, compile --> Program --run--> Go instance <--host object--> Bridge
//                                |ends                                        |
//                                v                                            v
//                              card (what happened, start again)        parent page
import { Bridge } from './bridge.js';
import { Card } from './card.js';
import { Cover } from './cover.js';
import { labelCanvas, takeKeys } from './canvas.js';
import { Program } from './program.js';
import { wireOwn } from './sandbox.js';
import { watchScreen } from './screen.js';

const cover = new Cover(document.getElementById('_cover'));
const card = new Card(document.getElementById('_card'));
const bridge = new Bridge(document.getElementById('_twin'));
const program = new Program(document.body.dataset.program, Number(document.body.dataset.bytes));

labelCanvas('_twin');
if (bridge.alone) wireOwn(document.getElementById('_sandbox'), bridge);
program.onBytes = (got, all) => cover.count(got, all);
bridge.onFirstFrame = () => { cover.lift(); takeKeys(); };
program.onEnd = (why) => {
  cover.lift();
  bridge.crashed(why.title);
  card.show(why, { at: bridge.where(), again: start, afresh: () => { bridge.forget(); start(); } });
};

async function start() {
  card.hide();
  await program.start(bridge.host());
}

watchScreen({
  // The drawing surface is gone or has another scale: the engine cannot mend
  // either, a new instance can, and the bridge knows where we were.
  restart: async () => { await program.stop(); await start(); },
  giveUp: async () => {
    await program.stop();
    program.onEnd({ title: 'The graphics system keeps failing', detail: 'The drawing surface was lost three times within a minute.' });
  },
});

start();
