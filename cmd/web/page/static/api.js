// The message API of an embedded figure, version 1. README, "To embed a figure",
// is its description and embed.html an example.
//
//   parent --{barnyard: 1, type: 'seek', t: '38.7us', id: 7}--> figure
//   parent <--{barnyard: 1, type: 'answer', to: 'seek', id: 7, ok: true}-- figure
//
// What is asked before the program runs waits for it. After subscribe the parent
// also gets {type: 'state', ...} whenever the picture has changed. A program that
// has ended, and that only a reader begins anew, does nothing of what is asked, and
// each answer says so.

import { ENDED } from './ended.js';

const MOST_WAITING = 32;
const MOST_TEXT = 64 * 1024;
const ENDED_NOW = `${ENDED}: it has ended, and what it is told now is lost; expected to be asked after the next ready`;

// arguments of the verbs that the program does itself, as one word; none where what
// came with the verb is of a kind that no word can be made of.
const VERBS = {
  play: () => '',
  pause: () => '',
  step: ({ n = null }) => (n === null ? '1' : typeof n === 'object' ? undefined : String(n)),
  seek: (m) => words(m.t),
  runUntil: (m) => words(m.condition),
  mode: ({ run }) => (typeof run === 'string' ? run : undefined), // the empty one is the scenario's own run
};
const WANTED = { step: 'a whole number as its n', mode: "a text as its run, such as 'qpw=1'" };

export class API {
  constructor(bridge, parent) {
    this.bridge = bridge;
    this.parent = parent;
    this.subscribed = false;
    this.waiting = [];
  }

  // takes says whether a message is one of this API.
  takes(message) { return ['load', 'state', 'subscribe', 'unsubscribe', ...Object.keys(VERBS)].includes(message.type); }

  // hear answers to a message, now or when the program runs.
  hear(message) {
    if (!this.takes(message)) {
      this.answer(message, `found the type ${JSON.stringify(words(message.type).slice(0, 40))}; expected one of load, ${Object.keys(VERBS).join(', ')}, state, subscribe, unsubscribe`);
    } else if (this.bridge.down) {
      this.answer(message, ENDED_NOW);
    } else if (this.bridge.listens()) {
      this.do(message);
    } else if (this.waiting.length < MOST_WAITING) {
      this.waiting.push(message);
    } else {
      this.answer(message, `the program does not run yet, and ${MOST_WAITING} messages wait for it; expected fewer`);
    }
  }

  // ready does what was asked for before.
  ready() { for (const message of this.waiting.splice(0)) this.do(message); }

  // crashed answers what waits for a program that will not be there.
  crashed() { for (const message of this.waiting.splice(0)) this.answer(message, ENDED_NOW); }

  do(message) {
    const { type } = message;
    if (type === 'subscribe') this.subscribed = true;
    if (type === 'unsubscribe') this.subscribed = false;
    if (type === 'state') return this.answer(message, '', this.state());
    if (type === 'subscribe' || type === 'unsubscribe') {
      this.answer(message, '');
      return this.told();
    }
    this.answer(message, type === 'load' ? this.load(message) : this.verb(type, VERBS[type](message)));
  }

  verb(type, argument) { return argument === undefined ? `${type}: expected ${WANTED[type]}` : this.bridge.do(type, argument); }

  load({ link, scenario, cues }) {
    for (const [name, value] of Object.entries({ link, scenario, cues })) {
      if (typeof (value ?? '') !== 'string') return `load: found ${name} of type ${typeof value}; expected a text`;
    }
    if (words(link) && words(scenario)) return 'load: found both link and scenario, expected one of them';
    if (words(link)) return this.bridge.load({ link });
    if (typeof scenario !== 'string' || link === '' && scenario === '') return 'load: found neither link nor scenario, expected one of them';
    if (scenario.length > MOST_TEXT) return `load: the scenario has ${scenario.length} characters; expected at most ${MOST_TEXT}`;
    return this.bridge.load({ scenario, cues: words(cues) });
  }

  // told is called when the figure shows something else.
  told() {
    if (this.subscribed && this.bridge.last) this.parent.answer({ type: 'state', ...this.state() });
  }

  // state is what anybody around may know of the picture.
  state() {
    const { time, mode, text, playing, seeking, link, notice } = this.bridge.last ?? {};
    return { time, mode, text, playing, seeking, link, notice };
  }

  answer({ type, id }, problem, more = {}) {
    this.parent.answer({ type: 'answer', to: words(type).slice(0, 40), id, ok: !problem, problem, ...more });
  }
}

// words takes what is no text as none.
function words(value) { return typeof value === 'string' ? value : ''; }
