// Where a scenario can be changed: in the lesson's page beside the step that
// uses it, and in the figure's own page in a strip below.
import { Beside } from './beside.js';
import { Editor } from './editor.js';
import { wireTexts } from './texts.js';
import { wireTransport } from './transport.js';

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

// wireOwn is the strip of the figure's own page: with something open it takes a
// part of the window, and the canvas the rest.
export function wireOwn(strip, bridge) {
  // In a small frame of somebody else's page the picture needs all of the room.
  document.documentElement.classList.toggle('framed', window.parent !== window);
  const details = strip.querySelector('details');
  const editor = new Editor(details, async (text) => bridge.edit(text));
  const line = lineTo(bridge);
  let texts = [];
  const make = () => document.documentElement.classList.toggle('editing', details.open || texts.length > 0);
  details.addEventListener('toggle', make);
  bridge.onReady = () => { editor.ready(); line.hear({ type: 'ready' }); };
  bridge.onText = (text, replayed, name) => editor.show(text, replayed, name);
  wireTransport(strip.querySelector('.transport'), line);
  wireTexts(strip.querySelector('.texts'), new Beside(line), (open) => { texts = open; make(); });
  return editor;
}

// lineTo is the line to the program of this page itself, as Figure in link.js
// is to one in a frame.
function lineTo(bridge) {
  const ears = new Map();
  const hear = (message) => { for (const ear of ears.get(message.type) ?? []) ear(message); };
  bridge.onSay = (message) => { if (message.type !== 'ready') hear(message); };
  return {
    hear,
    on: (type, ear) => ears.set(type, [...(ears.get(type) ?? []), ear]),
    tell: (name) => bridge.current?.message?.(name),
  };
}
