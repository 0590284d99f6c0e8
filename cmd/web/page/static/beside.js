// The texts that the program makes for the page around its figure: who shows one
// says so, and gets it whenever it is another one (viz/ui/beside.go). What
// nobody shows is not made.
//
//   watch('listing', ear) --"beside watch ..."--> program
//   program --{name, text}--> ear(rows), a row being its cells
//
// line is what leads to the program: on(type, ear) and tell(words).

export class Beside {
  constructor(line) {
    this.line = line;
    this.ears = new Map();
    line.on('ready', () => this.ask()); // a program that begins anew knows nothing
    line.on('beside', ({ name, text }) => this.hear(name, text));
  }

  watch(name, ear) {
    this.ears.set(name, [...(this.ears.get(name) ?? []), ear]);
    this.ask();
  }

  unwatch(name, ear) {
    const rest = (this.ears.get(name) ?? []).filter((one) => one !== ear);
    if (rest.length > 0) this.ears.set(name, rest); else this.ears.delete(name);
    this.ask();
  }

  // say sends what a control says.
  say(words) { this.line.tell('beside ' + words); }

  // ask tells all that is shown, once for what changes at one time.
  ask() {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.say(['watch', ...this.ears.keys()].join(' ')));
  }

  hear(name, text) {
    if (typeof text !== 'string') return;
    const rows = text === '' ? [] : text.split('\n').map((row) => row.split('\t'));
    for (const ear of this.ears.get(name) ?? []) ear(rows, text);
  }
}
