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
      if (!this.there || event.source !== window.parent || event.data?.barnyard !== VERSION) return;
      if (this.ours && event.origin !== location.origin) return;
      if (!this.ours) this.origin = event.origin;
      ear(event.data);
    });
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
