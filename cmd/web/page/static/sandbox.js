// Where a scenario can be changed: in the lesson's page beside the step that
// uses it, and in the figure's own page in a strip below.
import { Editor } from './editor.js';

// wireScenarios makes the scenarios of a page with prose into text fields. An
// edit is of the step that the reader is at; one of another step's scenario
// goes there first.
export function wireScenarios(root, figure, steps) {
  const editors = [...root.querySelectorAll('details.scenario')].map((details) => {
    const id = details.querySelector('pre').id;
    const editor = new Editor(details, (text) => {
      if (steps.scenario() !== id) steps.enter(steps.using(id));
      return figure.edit(text);
    });
    return { id, editor };
  });
  figure.on('ready', () => { for (const { editor } of editors) editor.ready(); });
  figure.on('crash', () => { for (const { editor } of editors) editor.ready(false); });
  // The figure changes its text itself, as by a slider of the costs.
  const current = () => editors.find(({ id }) => id === steps.scenario())?.editor;
  figure.on('text', ({ scenario }) => current()?.show(scenario));
  return { editors: editors.map(({ editor }) => editor), current };
}

// wireOwn is the strip of the figure's own page: open it takes a part of the
// window, and the canvas the rest.
export function wireOwn(strip, bridge) {
  const details = strip.querySelector('details');
  const editor = new Editor(details, async (text) => bridge.edit(text));
  details.addEventListener('toggle', () => document.documentElement.classList.toggle('editing', details.open));
  bridge.onReady = () => editor.ready();
  bridge.onText = (text) => editor.show(text);
  return editor;
}
