// Runs before anything else on the figure's page, and stands before the game
// engine in line for every key. The engine takes all that reaches its canvas,
// so what belongs to the browser or to the page must not reach it.
'use strict';
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  // A page that has its own still picture behind the figure says so. A browser can open
  // a frame in a tab of its own: there is no such page then.
  if (/[#&]cover=none\b/.test(location.hash) && window.parent !== window) root.classList.add('uncovered');
  // The still picture is of the demo; a link leads somewhere else.
  if (/[#&](replay|s|text|z|t)=/.test(location.hash)) root.classList.add('other');

  // A key that a browser, a screen reader or a window system may want.
  function belongsToBrowser(e) {
    const altGraph = e.getModifierState?.('AltGraph'); // writes [ and ] on many keyboards
    const chord = (e.ctrlKey || e.altKey) && !altGraph || e.metaKey;
    return chord || e.key === 'Tab' || /^F\d+$/.test(e.key) || /^(Browser|Audio|Media|Launch)/.test(e.key);
  }

  // The keys of a presenter's remote control move the lesson, wherever the
  // focus is.
  function movesLesson(e) {
    const by = { PageDown: 1, PageUp: -1 }[e.key];
    if (!by || !root.classList.contains('uncovered')) return false; // elsewhere there is no lesson around
    e.preventDefault();
    window.parent.postMessage({ barnyard: 1, type: 'page', by }, location.origin);
    return true;
  }

  addEventListener('keydown', (e) => {
    if (belongsToBrowser(e) || movesLesson(e)) e.stopImmediatePropagation();
  }, { capture: true });

  // The wheel scrolls the page, except for somebody who works in the figure.
  addEventListener('wheel', (e) => {
    const working = document.activeElement?.tagName === 'CANVAS';
    if (!working && !e.ctrlKey) e.stopImmediatePropagation();
  }, { capture: true, passive: true });

  // The browser's own menu (save picture, inspect) stays within reach.
  addEventListener('contextmenu', (e) => e.stopImmediatePropagation(), { capture: true });
})();
