// The page around the figure, if there is one. A page of this site is told
// everything and may ask for everything. One from elsewhere, whoever it is, has
// the message API (api.js) and nothing else: it can show things in its own frame,
// which takes nothing from anybody, since a figure under another site neither
// reads nor keeps what is stored for this one. Nobody but the direct parent is
// heard at all, and answers go to the origin that it spoke from.

const VERSION = 1;

export class Parent {
  constructor() {
    this.there = window.parent !== window;
    this.ours = this.there && sameOrigin();
    this.origin = this.ours ? location.origin : ''; // of a stranger: once it has spoken
  }

  // hear passes on what the parent says, and nobody else.
  hear(ear) {
    addEventListener('message', (event) => {
      const said = event.data;
      if (!this.there || event.source !== window.parent || said?.barnyard === undefined) return;
      if (this.ours && event.origin !== location.origin) return;
      if (!this.ours) this.origin = event.origin;
      if (said.barnyard === VERSION) ear(said); else this.refuse(said);
    });
  }

  // refuse answers a message of another version, so that who has sent it knows: a
  // page that is newer than the figure would wait for ever.
  refuse({ barnyard, type, id }) {
    // A text is quoted: 1 and "1" are not the same.
    const found = { number: String, string: (text) => JSON.stringify(text.slice(0, 20)) }[typeof barnyard]?.(barnyard) ?? `a value of type ${typeof barnyard}`;
    this.answer({ type: 'answer', to: typeof type === 'string' ? type.slice(0, 40) : '', id, ok: false, problem: `the message is of version ${found}; expected barnyard: ${VERSION}` });
  }

  // tell is for a page of this site.
  tell(message) { if (this.ours) this.post(message, this.origin); }

  // answer is for whoever has spoken. A page without an origin of its own, such
  // as a file, can only be answered as the parent that it is.
  answer(message) { if (this.origin) this.post(message, this.origin === 'null' ? '*' : this.origin); }

  // announce has nothing in it that is not for everybody.
  announce(message) { if (this.there) this.post(message, this.ours ? this.origin : '*'); }

  post(message, origin) { window.parent.postMessage({ barnyard: VERSION, ...message }, origin); }
}

function sameOrigin() {
  try {
    return window.parent.location.origin === location.origin;
  } catch {
    return false; // it may not even be asked
  }
}
