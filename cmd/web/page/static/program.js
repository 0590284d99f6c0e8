// The program: its bytes, its compiled form, and the instance that runs now.
// The compiled module is kept, so that starting again takes milliseconds.

const LAST_WORDS = 4000; // characters of output kept for the crash card

// What a browser may not have, or may have been told not to have: for safety, by who
// looks after the machine, or because it does not trust the driver. Beginning once more
// seldom helps against that, so a page around with still pictures shows them.
const NO_WASM = { title: 'This browser does not run the figure', why: 'The figure is a WebAssembly program, and this browser runs none here: a mode for more safety may have switched that off. The text and its still pictures need none.', lacks: true };
const NO_WEBGL = { title: 'This browser does not draw the figure', why: 'The figure is drawn with WebGL 2, which this browser did not give it: that may be switched off, or the browser does not trust the graphics driver. The text and its still pictures do not need it.', lacks: true };

export class Program {
  constructor(url, bytes) {
    this.url = url;
    this.bytes = bytes;
    this.module = null;
    this.run = null; // {go, host, ended: Promise, wanted: bool}
    this.onBytes = () => {};
    this.onEnd = () => {};
    this.words = '';
    this.listen();
    this.watch();
  }

  // start resolves when the instance has begun to run, or has failed to.
  async start(host) {
    if (!globalThis.WebAssembly) return this.onEnd(NO_WASM);
    try {
      this.module ??= await this.load();
      const go = new globalThis.Go();
      const instance = await WebAssembly.instantiate(this.module, go.importObject);
      this.begin(go, instance, host);
    } catch (error) {
      this.onEnd(explain(error));
    }
  }

  // begin runs the instance. Go ends quietly: after a panic, and also when the
  // browser has no WebGL, the promise of run just resolves. So every end that
  // nobody asked for is a failure, whatever the exit code.
  begin(go, instance, host) {
    this.words = '';
    globalThis.barnyard = host;
    const run = { go, host, wanted: false };
    run.ended = go.run(instance).then(() => null, (error) => error).then((error) => {
      bury(run);
      if (this.run === run) { // and not one that was left behind: the canvas is another's by now
        this.run = null;
        clear();
      }
      if (run.wanted) return;
      const why = /getContext for webgl\d? failed/.test(this.words) ? NO_WEBGL : { title: 'The program stopped' };
      this.onEnd({ ...why, detail: this.words || String(error ?? 'It gave no reason.') });
    });
    this.run = run;
  }

  // watch hears of ends that the loader is never told of: a trap, or memory that
  // is not to be had, in a call that the browser itself made into the program.
  watch() {
    const ended = (error) => {
      const run = this.run;
      if (!run) return; // also where there is no WebAssembly to ask about
      const fatal = error instanceof WebAssembly.RuntimeError || /Go program has already exited/.test(error?.message);
      if (!fatal) return;
      run.wanted = true; // it is told here
      this.run = null;
      bury(run);
      clear();
      this.onEnd({ title: 'The program stopped', detail: `${this.words}\n${error}`.trim() });
    };
    addEventListener('error', (event) => ended(event.error));
    addEventListener('unhandledrejection', (event) => ended(event.reason));
  }

  // stop asks the instance to end and waits until it has; one that does not
  // answer within two seconds is left behind.
  async stop() {
    const run = this.run;
    if (!run) return;
    run.wanted = true;
    run.host.stop?.();
    run.host.ended = true; // what it is told from now on would be lost with it
    await Promise.race([run.ended, new Promise((r) => setTimeout(r, 2000))]);
    this.run = null;
    clear();
  }

  // load counts decoded bytes against the size that the page was built with;
  // the length that a server tells is that of the compressed file.
  async load() {
    const answer = await fetch(this.url);
    if (!answer.ok) throw new Error(`the server answered ${answer.status} for ${this.url}`);
    let got = 0;
    const parts = [];
    const counter = new TransformStream({
      transform: (chunk, out) => {
        got += chunk.byteLength;
        parts.push(chunk);
        this.onBytes(got, this.bytes);
        out.enqueue(chunk);
      },
    });
    const body = new Response(answer.body.pipeThrough(counter), { headers: { 'Content-Type': 'application/wasm' } });
    const module = await WebAssembly.compileStreaming(body);
    if (got !== this.bytes) throw new Error(`${got} bytes of ${this.bytes} arrived`);
    if (!await intact(parts, this.url)) throw new Error(`the ${got} bytes of ${this.bytes} that arrived are not those of this version`);
    return module;
  }

  // listen keeps the end of what the program prints: a panic's text is there.
  listen() {
    const write = globalThis.fs.writeSync;
    const decoder = new TextDecoder();
    globalThis.fs.writeSync = (fd, bytes) => {
      this.words = (this.words + decoder.decode(bytes)).slice(-LAST_WORDS);
      return write.call(globalThis.fs, fd, bytes);
    };
  }
}

// intact holds the bytes against the hash in their name. The browser's own check of
// that kind would hold all of them back to its end, and nothing could be counted. A
// page that is not served safely has no hashes to ask for.
async function intact(parts, url) {
  const tag = /\.([0-9a-f]{16})\.wasm$/.exec(url)?.[1];
  if (!tag || !globalThis.crypto?.subtle) return true;
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer()));
  return Array.from(sum.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('') === tag;
}

function clear() {
  for (const canvas of document.querySelectorAll('canvas')) canvas.remove();
}

// bury tells an ended instance's page that it has ended, and makes an ended instance harmless. Its listeners are still on the window
// and must find nobody at home instead of throwing; and its timers must not
// fire, because the loader repeats each of them until Go takes note of it,
// which it never will.
function bury({ go, host }) {
  host.ended = true;
  for (const timer of go._scheduledTimeouts.values()) clearTimeout(timer);
  go._scheduledTimeouts.clear();
  go._resume = () => {};
}

// explain turns the errors of loading into what a person can act on.
function explain(error) {
  const damaged = error instanceof WebAssembly.CompileError || /bytes of/.test(error.message);
  const title = damaged ? 'The download of the program is damaged' : 'The program could not be loaded';
  return { title, why: sentence(error.message) };
}

// sentence is what an error says, as one.
function sentence(text) { return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`.replace(/\.\.$/, '.'); }
