// Says so when a script or a style sheet of this page does not arrive, because the
// network or the server went away in the middle. Otherwise a figure would say for
// ever that it loads, and buttons would do nothing. It comes first and needs none of
// the others.
'use strict';
addEventListener('error', ({ target }) => {
  const root = document.documentElement;
  if (target.tagName !== 'SCRIPT' && target.rel !== 'stylesheet' || root.classList.contains('lacking')) return;
  root.classList.add('lacking');
  const what = 'A part of this page did not arrive.';
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
    bar.append(words, again);
    document.body.prepend(bar);
    document.querySelector('.loading')?.setAttribute('hidden', '');
    // A page around a figure waits for it, too.
    if (document.body.dataset.program && window.parent !== window) window.parent.postMessage({ barnyard: 1, type: 'crash', text: what }, '*');
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', tell); else tell();
}, { capture: true });
