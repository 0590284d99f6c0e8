// The message API of an embedded figure, version 1. README, "To embed a figure",
// is its description and embed.html an example.
//
//   parent --{barnyard: 1, type: 'seek', t: '38.7us', id: 7}--> figure
//   parent <--{barnyard: 1, type: 'answer', to: 'seek', id: 7, ok: true}-- figure
//
// What is asked before the program runs waits for it. After subscribe the parent
// also gets {type: 'state', ...} whenever the picture has changed.

const MOST_WAITING = 32;
const MOST_TEXT = 64 * 1024;

// arguments of the verbs that the program does itself, as one word.
const VERBS = {
  play: () => '',
  pause: () => '',
  step: (m) => String(m.n ?? 1),
  seek: (m) => words(m.t),
  runUntil: (m) => words(m.condition),
  mode: (m) => words(m.run),
};

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

  do(message) {
    const { type } = message;
    if (type === 'subscribe') this.subscribed = true;
    if (type === 'unsubscribe') this.subscribed = false;
    if (type === 'state') return this.answer(message, '', this.state());
    if (type === 'subscribe' || type === 'unsubscribe') {
      this.answer(message, '');
      return this.told();
    }
    this.answer(message, type === 'load' ? this.load(message) : this.bridge.do(type, VERBS[type](message)));
  }

  load({ link, scenario, cues }) {
    if (typeof link === 'string') return this.bridge.load({ link });
    if (typeof scenario !== 'string') return 'load: found neither link nor scenario, expected one of them';
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
