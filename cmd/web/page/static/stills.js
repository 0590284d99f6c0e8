// Until the live figure runs, the picture in its place is that of the step that
// the reader is at, and not always of the first one: a link may lead anywhere.

const stage = document.querySelector('.stage');
const steps = document.querySelectorAll('[data-step]');

function follow() {
  const picture = document.querySelector('[data-step][aria-current] .print-still picture');
  if (!picture || stage.dataset.still === picture.parentElement.parentElement.id) return;
  stage.dataset.still = picture.parentElement.parentElement.id;
  const copy = picture.cloneNode(true);
  copy.querySelector('img').loading = 'eager';
  stage.querySelector('picture').replaceWith(copy);
}

const watch = new MutationObserver(follow);
for (const step of steps) watch.observe(step, { attributes: true, attributeFilter: ['aria-current'] });
follow();

// On paper all of them are seen, also those that nobody has scrolled to.
addEventListener('beforeprint', () => {
  for (const picture of document.querySelectorAll('.print-still img')) picture.loading = 'eager';
});

// From its first word on the figure shows the steps itself.
addEventListener('message', ({ data, origin }) => {
  if (origin === location.origin && data?.type === 'state') watch.disconnect();
});
