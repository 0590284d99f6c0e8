// The theme that a reader has chosen with the button of a figure, or its key t, is
// that of all pages. It is kept in the browser, and worn before the first paint;
// without a choice the style sheet follows the system.
//
//   a press in a figure, or in the head of a page
//                       --> choose --> storage --> pages that are open, or open later
//                                  --> the page around it (lesson.js), which so
//                                      follows where nothing can be stored, too
//   data-theme of <html> --> colours.css, the still pictures, the figure (bridge.js)
//
// An address of the figure's own page that asks for a theme goes before, until
// somebody chooses another there. A figure that is embedded takes no part in this: it
// neither reads nor keeps a choice, and changes nothing around it.
'use strict';
self.barnyardTheme = (() => {
  const KEY = 'barnyard.theme';
  const root = document.documentElement;
  const apart = embedded();
  let asked = '';
  let chosen = '';

  function embedded() {
    if (window.parent === window) return false;
    if (/[#&]embed=1(&|$)/.test(location.hash)) return true;
    try {
      return window.parent.location.origin !== location.origin;
    } catch {
      return true; // it may not even be asked
    }
  }

  // ask reads the address, where that may ask for a theme.
  function ask() {
    const theme = 'asks' in root.dataset && /[#&]theme=([^&]+)/.exec(location.hash)?.[1];
    asked = theme ? theme === 'light' ? 'light' : 'dark' : '';
    wear();
  }

  // read takes what is kept.
  function read() {
    if (apart) return;
    try {
      take(localStorage.getItem(KEY));
    } catch { /* blocked: what was chosen in this page counts */ }
  }

  function take(theme) {
    chosen = theme === 'dark' || theme === 'light' ? theme : '';
    wear();
  }

  // wear dresses the page, and its still pictures, which are there in both themes: it
  // is for the system to say which, if nobody else does.
  function wear() {
    const theme = asked || chosen;
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    const media = { light: 'all', dark: 'not all' }[theme] ?? '(prefers-color-scheme: light)';
    for (const source of document.querySelectorAll('source:not([media="print"])')) {
      if (source.media !== media) source.media = media;
    }
  }

  // choose is told what a press in the figure came to, and gives what the page around
  // has to take, or null. What the system wishes for anyway is no choice: from then on
  // it is followed again.
  function choose(dark) {
    const theme = dark ? 'dark' : 'light';
    asked = '';
    take(matchMedia(`(prefers-color-scheme: ${theme})`).matches ? '' : theme);
    if (apart) return null;
    try {
      if (chosen) localStorage.setItem(KEY, chosen); else localStorage.removeItem(KEY);
    } catch { /* blocked: the choice lasts as long as the page */ }
    return chosen;
  }

  // offer makes the button in the head of a page work, which is not there without this.
  function offer() {
    const button = document.querySelector('.worn');
    if (!button) return;
    button.hidden = false;
    button.onclick = () => {
      const theme = root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
      choose(theme !== 'dark');
    };
  }

  read();
  ask();
  // Pictures come in while the page is read.
  const reading = new MutationObserver(wear);
  reading.observe(document, { childList: true, subtree: true });
  addEventListener('DOMContentLoaded', () => {
    wear();
    reading.disconnect();
    offer();
  });
  addEventListener('hashchange', ask);
  addEventListener('storage', ({ key }) => { if (key === KEY || key === null) read(); });
  addEventListener('pageshow', ({ persisted }) => { if (persisted) read(); }); // it heard nothing meanwhile
  return { choose, take };
})();
