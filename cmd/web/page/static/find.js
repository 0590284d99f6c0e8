// A field that leaves on the page only the entries in which all of its words
// stand, and of the ways to groups of them only those that lead to one. Without script
// there is the browser's own search.

const field = document.getElementById('_find');
const told = document.querySelector('.find output');
const groups = [...document.querySelectorAll('[data-group]')];
const ways = [...document.querySelectorAll('.within a')].map((way) => ({ way, group: document.getElementById(way.hash.slice(1)).closest('[data-group]') }));
const entries = [...document.querySelectorAll('[data-entry]')].map((element) => ({ element, text: element.textContent.toLowerCase() }));

function find() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { element, text } of entries) {
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) found++;
  }
  for (const group of groups) group.hidden = !group.querySelector('[data-entry]:not([hidden])');
  for (const { way, group } of ways) way.hidden = group.hidden;
  told.textContent = words.length ? `${found} of ${entries.length}` : '';
}

field.addEventListener('input', find);
// A link to an entry that is not on the page now shows all of them.
addEventListener('hashchange', () => {
  const entry = document.querySelector(':target'); // the browser reads what is behind the #, however it is written
  if (!entry?.closest('[hidden]')) return;
  field.value = '';
  find();
  entry.scrollIntoView();
});
find(); // a browser may have kept what was in the field
