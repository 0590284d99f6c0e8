// The figure's end of the line. Inside, a plain object shared with the Go
// program (globalThis.barnyard when it starts); outside, messages to and from
// the page around this one: parent.js says whom it listens to.
//
// It also remembers what the figure was asked to show and how far it came, so
// that a new instance can go on where the old one ended.

import { API } from './api.js';
import { partOf, readAddress } from './address.js';
import { copyText } from './copy.js';
import { ENDED } from './ended.js';
import { Parent } from './parent.js';

const PAUSE = 100; // ms between two reports: at most ten a second
const MOST_TEXT = 64 * 1024; // a scenario may be no longer than this
const MOST_REPLAY = 128 * 1024; // nor a replay string than this

export class Bridge {
  constructor(twin) {
    this.twin = twin;
    this.asked = null;
    this.resume = '';
    this.link = ''; // where it is, as a link; empty before there is one
    this.playing = false;
    this.state = null;
    this.current = null;
    this.drawn = false;
    this.down = false; // the program has ended, and somebody has to begin it anew
    this.onFirstFrame = () => {};
    this.onReady = () => {};
    this.onText = () => {};
    this.onReport = () => {};
    this.onAsked = () => {}; // this site's page wants something
    this.parent = new Parent();
    this.api = new API(this, this.parent);
    this.parent.hear((message) => this.hear(message));
    this.onSay = () => {}; // all that the page around is told, for this page itself
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.calm = matchMedia('(prefers-reduced-motion: reduce)');
    this.drawnDark = false; // the theme of the picture
    for (const wish of [this.dark, this.calm]) wish.addEventListener('change', () => this.look());
    new MutationObserver(() => { if (this.isDark() !== this.drawnDark) this.look(); })
      .observe(document.documentElement, { attributeFilter: ['data-theme'] }); // theme.js
    // On its own, the figure follows its address.
    this.alone = !document.documentElement.classList.contains('uncovered');
    if (this.alone) addEventListener('hashchange', () => this.follow());
  }

  // follow shows what the address asks for now.
  follow() {
    this.asked = this.fromAddress();
    this.forget();
    this.look();
    this.show(this.asked);
  }

  // fromAddress is where the address leads, else the demo, with what is wrong
  // with the address.
  fromAddress() { return { ...demo(), ...readAddress(location.hash) }; }

  // start makes the figure begin with something else than its address.
  start(asked) { this.asked = { ...demo(), problem: '', ...asked }; }

  // host makes the object for one instance. Go fills in show, edit, message,
  // look, tell and stop before it calls ready.
  host() {
    this.drawnDark = this.isDark();
    const host = {
      dark: this.drawnDark,
      calm: this.isCalm(),
      ready: () => this.ready(),
      theme: (dark) => { if (host === this.current) this.turned(dark); },
      firstFrame: () => { this.drawn = true; this.lift(); },
      text: (scenario, replayed, name) => {
        if (host === this.current) this.changed(scenario, replayed, name);
      },
      beside: (name, text) => { if (host === this.current) this.send({ type: 'beside', name, text }); },
      state: (time, mode, text, playing, seeking, resume, byHand, presenting, notes, link, facts, recording, notice) => {
        if (host === this.current) this.report({ time, mode, text, playing, seeking, resume, byHand: byHand || '', presenting, notes, link, facts, notice: notice || '' });
      },
      copy: (link, lacks) => { if (host === this.current) this.copy(link, lacks ?? ''); },
    };
    this.current = host;
    this.down = false;
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
    this.announce({ type: 'ready' });
    this.onReady();
    this.api.ready();
  }

  listens() { return Boolean(this.current?.do) && !this.current.ended; }

  // call asks the program for something and gives what is wrong with it, '' for
  // nothing. One that runs answers null or a sentence; one that has ended, or that
  // ends over it, answers nothing at all.
  call(name, ...words) {
    if (!this.current?.[name] || this.current.ended) return ENDED;
    const answer = this.current[name](...words);
    return answer === undefined ? ENDED : answer ?? '';
  }

  // answers says whether the program has a use for a key.
  answers(key) { return (this.current?.keys ?? '').split('\n').includes(key); }

  isDark() {
    const { theme } = document.documentElement.dataset;
    return theme ? theme === 'dark' : this.dark.matches;
  }

  isCalm() { return this.calm.matches || partOf(location.hash, 'motion') === 'none'; }

  look() {
    this.drawnDark = this.isDark();
    this.current?.look?.(this.drawnDark, this.isCalm());
  }

  // turned is told the theme of the picture. Where it is another than that of the page,
  // the reader has chosen it.
  turned(dark) {
    this.drawnDark = dark;
    if (dark === this.isDark()) return;
    const theme = barnyardTheme.choose(dark);
    if (theme !== null) this.send({ type: 'theme', theme });
  }

  show(asked, resume = '') {
    const link = (resume && this.link ? this.link + (this.playing ? '&play=1' : '') : '') || asked.link;
    const problem = link ? this.call('open', link, asked.scenario, asked.title) : this.cue(asked, resume);
    if (problem === ENDED) return; // the next instance shows it
    if (problem) this.send({ type: 'error', text: problem });
    if (problem && link) { // what is wrong with it is told over what is shown otherwise
      this.asked = { ...asked, link: '', problem };
      this.forget();
      this.show(this.asked);
      return;
    }
    // Nobody else is there to tell; the reader can send it away.
    if (asked.problem) this.current?.tell?.(asked.problem);
    asked.problem = ''; // once
    this.lift();
  }

  // cue shows a scenario, or the run of a replay string, as a lesson wants it.
  cue(asked, resume) {
    let cues = resume ? goOn(asked.cues, resume, this.playing) : asked.cues;
    if (asked.problem) cues = cues.replace(/^\s*play\s*$/gm, ''); // what is wrong is to be read first
    return this.call('show', asked.scenario, cues, asked.title, asked.replay ?? '');
  }

  // load is a page's wish for another run. A wrong one changes nothing.
  load({ link, scenario, cues }) {
    const asked = link ? { ...demo(), link: link.replace(/^[^#]*#/, '') } : { scenario, cues, title: document.title };
    const problem = link
      ? this.call('open', asked.link, asked.scenario, asked.title)
      : this.call('show', asked.scenario, asked.cues, asked.title, '');
    if (problem) return problem;
    this.current.flush?.();
    this.asked = asked;
    this.forget();
    return '';
  }

  // do asks the program for a verb of the message API.
  do(verb, argument) { return this.call('do', verb, argument); }

  // copy puts a link to what is shown into the clipboard. In a lesson it is one to
  // the lesson's page.
  async copy(link, lacks) {
    if (!this.alone && this.parent.ours) return this.send({ type: 'copy', link, lacks });
    const done = await copyText(location.origin + location.pathname + '#' + link);
    if (done) this.current?.tell?.(`A link to this instant is in the clipboard. ${lacks}`.trim());
  }

  // edit lets the program run a changed text where the old one was, and says
  // what is wrong with it, '' for nothing, ENDED where there is none to say so. Then
  // what ran goes on.
  edit(scenario) {
    if (scenario.length > MOST_TEXT) return `scenario:1:1: the text has ${scenario.length} characters; expected at most ${MOST_TEXT}`;
    const problem = this.call('edit', scenario);
    if (!problem && this.asked) this.asked = { ...this.asked, scenario, replay: '', link: '', problem: '' };
    return problem;
  }

  // changed notes the text that the program runs: the reader may have changed
  // it there. A replay goes on from its string, not from its text.
  changed(scenario, replayed, name) {
    if (!replayed && this.asked) this.asked = { ...this.asked, scenario, replay: '', link: '' };
    this.onText(scenario, replayed, name);
    this.send({ type: 'text', scenario, link: this.link });
  }

  // hear answers to the page around. The first three are this site's own; the rest
  // is for everybody.
  hear(message) {
    const own = this.parent.ours && ['show', 'edit', 'msg'].includes(message.type);
    if (!own) {
      this.api.hear(message);
      return;
    }
    this.onAsked();
    if (message.type === 'show') {
      this.asked = { scenario: text(message.scenario), cues: text(message.cues), title: text(message.title), replay: text(message.replay, MOST_REPLAY), link: text(message.link) };
      this.forget();
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
    this.state = this.last = state;
    this.resume = state.resume;
    this.link = state.link;
    this.playing = state.playing;
    this.presenting = state.presenting;
    document.documentElement.classList.toggle('presenting', Boolean(state.presenting));
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      if (!this.state) return; // the instance has ended since, another begins
      const { time, mode, text: words, playing, seeking, byHand, presenting, notes, link } = this.state;
      // Not the film word by word; but who cannot see it is told what it is of.
      if (!playing && !seeking || !this.twin.textContent) this.twin.textContent = words;
      this.send({ type: 'state', time, mode, text: words, playing, seeking, byHand, presenting, notes, link });
      this.api.told();
      this.onReport(this.state);
    }, PAUSE);
  }

  where() { return this.last ? `${this.last.time}, ${this.last.mode}; ${this.last.facts}` : ''; }

  // forget makes the next instance begin the step from its start.
  forget() { this.resume = this.link = ''; }

  // crashed tells the end. A page of this site hears besides where the browser lacks
  // what a figure needs: its still pictures are better than a card.
  crashed({ title, why, lacks }) {
    this.down = true;
    this.announce({ type: 'crash', text: title });
    this.api.crashed();
    if (lacks) this.send({ type: 'lacks', text: `${title}. ${why}` });
  }

  // announce is for whoever is around, also a stranger.
  announce(message) {
    this.onSay(message);
    this.parent.announce(message);
  }

  send(message) {
    this.onSay(message);
    this.parent.tell(message);
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
