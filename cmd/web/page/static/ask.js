// A question is answered before it is explained. Without script the answers
// stand in a <details> element; with it they are buttons, and the sentence of
// the one that was chosen appears. Which one is right was computed by the
// engine when the page was made.

export function wireQuestions(root) {
  for (const form of root.querySelectorAll('form.ask')) wire(form);
}

function wire(form) {
  const buttons = [...form.querySelectorAll('button')];
  const answers = [...form.querySelectorAll('.answers > li')];
  const verdict = form.querySelector('output');
  const measured = form.querySelector('.measured').textContent;
  form.addEventListener('submit', (event) => event.preventDefault());
  buttons.forEach((button, i) => {
    button.addEventListener('click', () => {
      const right = answers[i].hasAttribute('data-right');
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      form.dataset.state = right ? 'right' : 'wrong';
      const why = answers[i].querySelector('.why').textContent;
      verdict.textContent = right ? `Right. ${why} ${measured}` : `No. ${why}`;
    });
  });
}
