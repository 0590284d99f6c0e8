// A field that leaves on the page only the entries in which all of its words
// stand. Without script there is the browser's own search.

const field = document.getElementById('_find');
const told = document.querySelector('.find output');
const groups = [...document.querySelectorAll('[data-group]')];
const entries = [...document.querySelectorAll('[data-entry]')].map((element) => ({ element, text: element.textContent.toLowerCase() }));

function find() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { element, text } of entries) {
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) found++;
  }
  for (const group of groups) group.hidden = !group.querySelector('[data-entry]:not([hidden])');
  told.textContent = words.length ? `${found} of ${entries.length}` : '';
}

field.addEventListener('input', find);
// A link to an entry that is not on the page now shows all of them.
addEventListener('hashchange', () => {
  const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!entry?.closest('[hidden]')) return;
  field.value = '';
  find();
  entry.scrollIntoView();
});
find(); // a browser may have kept what was in the field
