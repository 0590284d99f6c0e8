// The figure's end of the line. Inside, a plain object shared with the Go
// program (globalThis.barnyard when it starts); outside, messages to and from
// the page around this one, from the same origin only.
//
// It also remembers what the figure was asked to show and how far it came, so
// that a new instance can go on where the old one ended.

import { readAddress } from './address.js';

const VERSION = 1;
const PAUSE = 100; // ms between two reports: at most ten a second
const MOST_TEXT = 64 * 1024; // a scenario may be no longer than this
const MOST_REPLAY = 128 * 1024; // nor a replay string than this

export class Bridge {
  constructor(twin) {
    this.twin = twin;
    this.asked = null;
    this.resume = '';
    this.playing = false;
    this.state = null;
    this.current = null;
    this.drawn = false;
    this.onFirstFrame = () => {};
    this.onReady = () => {};
    this.onText = () => {};
    this.onSay = () => {}; // all that the page around is told, for this page itself
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.calm = matchMedia('(prefers-reduced-motion: reduce)');
    for (const wish of [this.dark, this.calm]) wish.addEventListener('change', () => this.look());
    addEventListener('message', (event) => this.hear(event));
    // On its own, the figure follows its address.
    this.alone = !document.documentElement.classList.contains('uncovered');
    if (this.alone) addEventListener('hashchange', () => this.follow());
  }

  // follow shows what the address asks for now.
  follow() {
    this.asked = this.fromAddress();
    this.resume = '';
    this.show(this.asked);
  }

  // fromAddress is the run that the address has, else the demo, with what is
  // wrong with the address.
  fromAddress() {
    const { replay, problem } = readAddress(location.hash);
    return replay ? { scenario: '', cues: '', title: document.title, replay } : { ...demo(), problem };
  }

  // host makes the object for one instance. Go fills in show, edit, message,
  // look, tell and stop before it calls ready.
  host() {
    const host = {
      dark: this.dark.matches,
      calm: this.calm.matches,
      ready: () => this.ready(),
      firstFrame: () => { this.drawn = true; this.lift(); },
      text: (scenario, replayed) => {
        if (host === this.current) this.changed(scenario, replayed);
      },
      beside: (name, text) => { if (host === this.current) this.send({ type: 'beside', name, text }); },
      state: (time, mode, text, playing, seeking, resume, byHand, presenting, notes) => {
        if (host === this.current) this.report({ time, mode, text, playing, seeking, resume, byHand: byHand || '', presenting, notes });
      },
    };
    this.current = host;
    this.state = null;
    return host;
  }

  // lift lets the picture be seen, once it is the one that was asked for.
  lift() {
    if (!this.drawn || !this.asked) return;
    requestAnimationFrame(() => requestAnimationFrame(() => this.onFirstFrame()));
  }

  // ready is called by the program. A page that put the figure over its own
  // picture will say what to show; on its own, the figure shows what its address
  // asks for, or its demo.
  ready() {
    if (!this.asked && this.alone) this.asked = this.fromAddress();
    if (this.asked) this.show(this.asked, this.resume);
    if (this.presenting) this.current.message?.('present'); // a projector has another scale
    this.send({ type: 'ready' });
    this.onReady();
  }

  look() { this.current?.look?.(this.dark.matches, this.calm.matches); }

  show(asked, resume = '') {
    const cues = resume ? goOn(asked.cues, resume, this.playing) : asked.cues;
    const problem = this.current?.show?.(asked.scenario, cues, asked.title, asked.replay ?? '');
    if (problem) this.send({ type: 'error', text: problem });
    if (problem && asked.replay && this.alone) {
      this.asked = { ...demo(), problem };
      this.show(this.asked);
      return;
    }
    // Nobody else is there to tell; the reader can send it away.
    if (asked.problem) this.current?.tell?.(asked.problem);
    this.lift();
  }

  // edit lets the program run a changed text where the old one was, and says
  // what is wrong with it, '' for nothing. Then what ran goes on.
  edit(scenario) {
    if (scenario.length > MOST_TEXT) return `scenario:1:1: the text has ${scenario.length} characters; expected at most ${MOST_TEXT}`;
    if (!this.current?.edit) return 'The program does not run.';
    const problem = this.current.edit(scenario) ?? '';
    if (!problem && this.asked) this.asked = { ...this.asked, scenario, replay: '', problem: '' };
    return problem;
  }

  // changed notes the text that the program runs: the reader may have changed
  // it there. A replay goes on from its string, not from its text.
  changed(scenario, replayed) {
    if (!replayed && this.asked) this.asked = { ...this.asked, scenario, replay: '' };
    this.onText(scenario, replayed);
    this.send({ type: 'text', scenario });
  }

  hear(event) {
    const fromPage = event.source === window.parent && event.origin === location.origin;
    const message = event.data;
    if (!fromPage || message?.barnyard !== VERSION) return;
    if (message.type === 'show') {
      this.asked = { scenario: text(message.scenario), cues: text(message.cues), title: text(message.title), replay: text(message.replay, MOST_REPLAY) };
      this.resume = '';
      this.show(this.asked);
    }
    if (message.type === 'edit') {
      const problem = typeof message.scenario === 'string' ? this.edit(message.scenario) : 'scenario:1:1: no text';
      this.send({ type: 'edited', problem });
    }
    if (message.type === 'msg') this.current?.message?.(text(message.name));
  }

  // report passes the state on, thinned; the last one is never lost.
  report(state) {
    this.state = state;
    this.resume = state.resume;
    this.playing = state.playing;
    this.presenting = state.presenting;
    document.documentElement.classList.toggle('presenting', Boolean(state.presenting));
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      if (!this.state) return; // the instance has ended since, another begins
      const { time, mode, text: words, playing, seeking, byHand, presenting, notes } = this.state;
      if (!playing && !seeking) this.twin.textContent = words;
      this.send({ type: 'state', time, mode, text: words, playing, seeking, byHand, presenting, notes });
    }, PAUSE);
  }

  where() { return this.state ? `${this.state.time}, ${this.state.mode}` : ''; }

  // forget makes the next instance begin the step from its start.
  forget() { this.resume = ''; }

  crashed(title) { this.send({ type: 'crash', text: title }); }

  send(message) {
    this.onSay(message);
    if (window.parent !== window) window.parent.postMessage({ barnyard: VERSION, ...message }, location.origin);
  }
}

// goOn gives the cues of a step that was under way: all that says where to go
// and in which mode makes room for where it was. Two of a kind are refused.
function goOn(cues, resume, playing) {
  const replaced = /^\s*(mode|compare|sides|at|until|play)\b/;
  const kept = cues.split('\n').filter((line) => !replaced.test(line));
  return [...kept, resume.trim(), playing ? 'play' : ''].join('\n');
}

function demo() {
  const words = (id) => document.getElementById(id).textContent;
  return { scenario: words('_scenario'), cues: words('_cues'), title: document.title };
}

// text refuses what is not a string and what is too long to be one of ours.
function text(value, most = MOST_TEXT) {
  return typeof value === 'string' && value.length <= most ? value : '';
}
