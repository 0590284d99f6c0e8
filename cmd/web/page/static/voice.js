// The spoken line: after a step what it did, after anything else the picture in
// words, each as the program says it. Nothing is said while a film runs or a
// jump is on its way, and of what follows quickly only the last.

const PAUSE = 500; // ms between two sentences

export function wireVoice(element, figure, beside) {
  let waiting = 0;
  let next = '';
  let spoke = 0;
  let own = false; // the program says itself what is to be spoken
  const say = (text) => {
    next = text;
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = 0;
      spoke = performance.now();
      if (next && element.textContent !== next) element.textContent = next;
    }, Math.max(0, spoke + PAUSE - performance.now()));
  };
  beside.watch('said', (_, text) => { own = true; say(text); });
  figure.on('state', ({ playing, seeking, text }) => {
    if (!own && !playing && !seeking && text) say(text);
  });
  figure.on('crash', () => { own = false; });
}
