// A question is answered before it is explained. Without script the answers
// stand in a <details> element; with it they are buttons, and the sentence of
// the one that was chosen appears.
//
// Which one is right the engine computed when the page was made; the figure of the
// page computes it again, from the run that it has, with whatever the reader has
// changed in the scenario (viz/ui/asked.go):
//
//   a choice --"ask ..."--> program --answer: which one holds, what was measured

// mine says whether the figure runs the scenario of a step.
export function wireQuestions(root, beside, mine) {
  const asked = { form: null };
  for (const form of root.querySelectorAll('form.ask')) wire(form, asked, beside, mine);
  beside?.watch('answer', (rows) => asked.form?.measured(rows[0] ?? []));
}

function wire(form, asked, beside, mine) {
  const buttons = [...form.querySelectorAll('button')];
  const answers = [...form.querySelectorAll('.answers > li')];
  const verdict = form.querySelector('output');
  const made = { right: answers.findIndex((a) => a.hasAttribute('data-right')), words: form.querySelector('.measured').textContent };
  let chosen = -1;
  const tell = ({ right, words }) => {
    const why = answers[chosen].querySelector('.why').textContent;
    form.dataset.state = chosen === right ? 'right' : 'wrong';
    if (right === made.right) verdict.textContent = chosen === right ? `Right. ${why} ${words}` : `No. ${why}`;
    else verdict.textContent = (chosen === right ? 'Right' : 'No') + `, in the run as you have changed it. ${words}`;
  };
  const measured = ([kind, right, words]) => {
    if (chosen < 0) return;
    if (kind === 'answer') tell({ right: Number(right), words: `In the run of your figure: ${words}.` });
    if (kind === 'none') verdict.textContent = `The figure has no answer: ${right}.`;
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  buttons.forEach((button, i) => {
    button.addEventListener('click', () => {
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      chosen = i;
      asked.form = null;
      tell(made);
      if (!mine?.(form.closest('[data-step]'))) return;
      asked.form = { measured };
      beside.say('ask ' + form.dataset.ask);
    });
  });
}
