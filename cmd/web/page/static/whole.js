// Says so when a part of this page does not arrive, because the network or the server
// went away in the middle, or when something else came in its place, as from a network
// that first asks who one is. Otherwise a figure would say for ever that it loads, and
// buttons would do nothing. It comes first and needs none of the others.
'use strict';
(() => {
  const root = document.documentElement;
  const FILE = 'A page that is opened as a file has no live figure: browsers keep its scripts from each other. A web server for this folder helps, such as: python3 -m http.server';
  const file = location.protocol === 'file:';

  // lack tells it, once.
  function lack(part) {
    if (root.classList.contains('lacking')) return;
    root.classList.add('lacking');
    if (file) root.classList.remove('js'); // no script but those of the head runs
    const what = file ? FILE : part;
    const tell = () => {
      const bar = document.createElement('aside');
      bar.className = 'notice';
      bar.setAttribute('role', 'alert');
      const words = document.createElement('p');
      words.textContent = what;
      const again = document.createElement('button');
      again.type = 'button';
      again.textContent = 'Load the page again';
      again.addEventListener('click', () => location.reload());
      bar.append(words, ...(file ? [] : [again]));
      document.body.prepend(bar);
      document.querySelector('.loading')?.setAttribute('hidden', '');
      // A page around a figure waits for it, too.
      if (document.body.dataset.program && window.parent !== window) window.parent.postMessage({ barnyard: 1, type: 'crash', text: what }, '*');
    };
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', tell); else tell();
  }

  addEventListener('error', ({ target, error }) => {
    if (target.tagName === 'SCRIPT' || target.rel === 'stylesheet') lack('A part of this page did not arrive.');
    // It arrived, and the browser cannot read it. All are read before the page is complete.
    else if (error instanceof SyntaxError && document.readyState !== 'complete') lack('A part of this page arrived damaged.');
  }, { capture: true });

  // A frame says that it has loaded whatever came. What is no figure is taken away
  // again, so that it does not stand over the still picture.
  document.addEventListener('load', ({ target }) => {
    if (target.tagName !== 'IFRAME' || !target.closest('[data-figure]') || target.contentDocument?.body?.dataset.program) return;
    target.remove();
    lack('The live figure did not arrive.');
  }, { capture: true });
})();
