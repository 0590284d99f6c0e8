// The page that tells how to embed a figure: its three lines can be copied, with
// this site's address in them, and seen at work. The program is large, so it is
// loaded when somebody asks for it and not before.

const lines = document.getElementById('example');
const said = document.getElementById('_copied');
const copy = document.querySelector('.lines-copy');
const live = document.querySelector('.live');
const stage = document.querySelector('[data-live]');

// here is the address of this site, without the slash at its end.
const here = new URL('.', location.href).href.replace(/\/$/, '');

copy.hidden = live.hidden = false;

copy.addEventListener('click', async () => {
  const text = lines.textContent.trim().replaceAll('https://SITE', here);
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = `copied, with ${here}/ as the site`;
  } catch {
    getSelection().selectAllChildren(lines);
    said.textContent = 'the browser did not let this page copy; the lines are marked, to be copied by hand';
  }
});

live.addEventListener('click', () => {
  const frame = document.createElement('iframe');
  frame.title = stage.dataset.title;
  frame.allow = 'fullscreen';
  // An embedded figure asks nobody for the theme; that of this page suits it here.
  const { theme } = document.documentElement.dataset;
  frame.src = stage.dataset.live + (theme ? `&theme=${theme}` : '');
  // The same as the example says.
  addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
    if (event.data?.type === 'ready') {
      said.textContent = '';
      frame.contentWindow.postMessage({ barnyard: 1, type: 'seek', t: stage.dataset.at }, location.origin);
    }
  });
  said.textContent = 'loading the live figure';
  stage.replaceChildren(frame);
  live.hidden = true;
  frame.focus();
});
