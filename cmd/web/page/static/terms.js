// Words of the prose that name something in the figure: a hand on the word lights
// the thing, a hand on the thing marks the words. Which names there are says the
// program, for the run of the step that the reader is at.
//
//   program --terms--> names of tasks, functions, nouns; how many CPUs
//   word under a hand --"light NAME"--> program: a ring around what it names
//   program --lit--> names of the thing under the hand in the figure
//
// The first word of a name in a step is a button, so that keys come to it; the
// further ones answer to pointers. A link to an entry of the glossary that is
// about a noun lights it as well.

// How nouns stand in prose.
const WRITTEN = {
  main: /\bmain sheaf\b/g, spare: /\bspare sheaf\b/g, rcu_free: /\brcu_free sheaf\b/g, barn: /\bbarns?\b/gi,
  kworker: /\bkworkers?\b/g, slabs: /\bslabs\b/g,
};

export function wireTerms(beside, section) {
  const terms = new Terms(beside, section);
  beside.watch('terms', (rows) => terms.know(rows));
  beside.watch('lit', (rows) => terms.mark(rows.map(([name]) => name)));
  return terms;
}

class Terms {
  // section gives the step that the reader is at.
  constructor(beside, section) {
    this.beside = beside;
    this.section = section;
    this.pinned = null;
    this.on = new Set();
    this.scenario = undefined; // whose names are known
    for (const type of ['pointerover', 'focusin']) document.addEventListener(type, (event) => this.touch(event));
    for (const type of ['pointerout', 'focusout']) document.addEventListener(type, (event) => this.leave(event));
    document.addEventListener('click', (event) => this.press(event));
    document.querySelector('.stage')?.addEventListener('pointerleave', () => this.beside.say('leave'));
  }

  know(rows) {
    this.cpus = Number(rows.find(([kind]) => kind === 'cpus')?.[1] ?? 0);
    this.names = new Map(rows.filter(([kind]) => kind !== 'cpus' && kind !== 'entry').map(([kind, name]) => [name, kind]));
    this.entries = new Map(rows.filter(([kind]) => kind === 'entry').map(([, name, slug]) => [slug, name]));
    this.scenario = this.section()?.dataset.scenario;
    this.step();
  }

  // step looks for words in a step that the reader has come to.
  step() {
    const section = this.section();
    if (!this.names || !section || section.dataset.terms || section.dataset.scenario !== this.scenario) return;
    section.dataset.terms = '';
    this.first = new Set();
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT, (node) => {
      const no = node.parentElement.closest('a, button, pre, details, form, figure, .print-still, .term');
      return no ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    });
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) this.look(node);
    for (const link of section.querySelectorAll('a[href*="glossary.html#"]')) {
      const name = this.entries.get(link.hash.slice(1));
      if (name) {
        link.dataset.name = name;
        link.classList.add('lights');
      }
    }
    this.mark([...this.on]);
  }

  look(node) {
    const code = node.parentElement.closest('code');
    if (code) {
      const name = code.textContent.replace(/\(.*\)$/, '');
      const kind = this.names.get(name);
      if (kind) this.wrap(code, name, kind);
      return;
    }
    const found = [...node.data.matchAll(/\bCPU (\d+)\b/g)]
      .filter(([, n]) => Number(n) < this.cpus).map((m) => ({ at: m.index, text: m[0], name: m[0], kind: 'cpu' }));
    for (const [name, written] of Object.entries(WRITTEN)) {
      if (!this.names.has(name)) continue;
      for (const m of node.data.matchAll(written)) found.push({ at: m.index, text: m[0], name, kind: 'noun' });
    }
    found.sort((a, b) => b.at - a.at); // from the end, so that places before stay
    const firsts = new Set();
    for (const { name } of found.toReversed()) if (!this.first.has(name)) firsts.add(name);
    for (const { at, text, name, kind } of found) {
      const word = node.splitText(at);
      word.splitText(text.length);
      const earlier = found.some((one) => one.name === name && one.at < at);
      this.wrap(word, name, kind, firsts.has(name) && !earlier);
    }
  }

  wrap(word, name, kind, first = !this.first.has(name)) {
    const term = document.createElement(first ? 'button' : 'span');
    if (first) {
      term.type = 'button';
      term.setAttribute('aria-pressed', 'false');
      term.title = 'lights it in the figure';
      this.first.add(name);
    }
    term.className = 'term';
    term.dataset.name = name;
    term.dataset.kind = kind;
    word.replaceWith(term);
    term.append(word);
  }

  touch(event) {
    const term = event.target.closest?.('.term, .lights');
    if (term) this.light(term.dataset.name);
  }

  leave(event) {
    if (event.target.closest?.('.term, .lights')) this.light(this.pinned ?? '');
  }

  // press keeps the thing lit, or lets go of it: a touch has no hover.
  press(event) {
    const term = event.target.closest?.('.term');
    if (!term) return;
    this.pinned = this.pinned === term.dataset.name ? null : term.dataset.name;
    for (const button of document.querySelectorAll('button.term')) {
      button.setAttribute('aria-pressed', String(button.dataset.name === this.pinned));
    }
    this.light(this.pinned ?? '');
  }

  light(name) {
    if (name === this.lit) return;
    this.lit = name;
    this.beside.say(name ? 'light ' + name : 'light');
  }

  mark(names) {
    this.on = new Set(names);
    for (const term of document.querySelectorAll('.term, .lights')) term.classList.toggle('on', this.on.has(term.dataset.name));
  }
}
