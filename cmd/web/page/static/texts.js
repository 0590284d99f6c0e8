// The figure in words: buttons that open the controls, the listing, the events
// and the statistics. Of the three texts one is open at a time, so that it has
// room. What was open is open again on the next page.
import { Rows, wireCopy } from './rows.js';
import { wireHands } from './hands.js';

const NOTE = 'barnyard.texts';

export function wireTexts(root, beside, opened = () => {}) {
  if (!root) return;
  const part = (name) => root.querySelector('#_panel-' + name);
  const panels = {
    hands: wireHands(part('hands'), beside),
    listing: wireListing(part('listing'), beside),
    events: wireEvents(part('events'), beside),
    stats: wireStats(part('stats')),
  };
  const buttons = [...root.querySelectorAll('[data-panel]')];
  const isOpen = (button) => button.getAttribute('aria-expanded') === 'true';
  const set = (button, open) => {
    if (isOpen(button) === open) return;
    const name = button.dataset.panel;
    button.setAttribute('aria-expanded', String(open));
    part(name).hidden = !open;
    if (open) beside.watch(name, panels[name]); else beside.unwatch(name, panels[name]);
  };
  const press = (button) => {
    const open = !isOpen(button);
    for (const other of buttons) {
      if (other !== button && open && button.dataset.panel !== 'hands' && other.dataset.panel !== 'hands') set(other, false);
    }
    set(button, open);
    const all = buttons.filter(isOpen).map((one) => one.dataset.panel);
    keep(all);
    opened(all);
  };
  for (const button of buttons) button.addEventListener('click', () => press(button));
  for (const name of kept()) {
    const button = buttons.find((one) => one.dataset.panel === name);
    if (button && !isOpen(button)) press(button);
  }
}

function keep(names) {
  try { sessionStorage.setItem(NOTE, names.join(' ')); } catch { /* blocked or full */ }
}

function kept() {
  try { return (sessionStorage.getItem(NOTE) ?? '').split(' '); } catch { return []; }
}

// wireListing shows the code of who runs on the chosen CPU. A line that is
// pressed is where the run goes to.
function wireListing(panel, beside) {
  const part = (name) => panel.querySelector('.' + name);
  const rows = new Rows(part('rows'), (key) => beside.say('line ' + key));
  const cpu = part('cpu');
  cpu.addEventListener('change', () => beside.say('cpu ' + cpu.value));
  beside.watch('hands', (hands) => choose(cpu, hands));
  wireCopy(part('copy'), () => [part('title').textContent, part('name').textContent, rows.text()].join('\n'), part('rows'));
  return (told) => {
    const of = (kind) => told.find(([name]) => name === kind) ?? [];
    part('title').textContent = of('title')[1] ?? '';
    part('calls').textContent = of('calls')[1] ?? '';
    part('name').textContent = of('head').slice(1).join(': ');
    rows.show(told.filter(([name]) => name === 'line').map(([, key, now, text]) => ({ key, text, now: now === 'now' })));
  };
}

// choose offers as many CPUs as there are, and shows the chosen one.
function choose(select, hands) {
  const [, cpus, chosen] = hands.find(([name]) => name === 'cpu') ?? [];
  if (!cpus) return;
  while (select.options.length > Number(cpus) + 1) select.lastChild.remove();
  while (select.options.length < Number(cpus) + 1) {
    const n = select.options.length - 1;
    select.add(new Option(`CPU ${n}`, n));
  }
  if (document.activeElement !== select) select.value = chosen;
}

// wireEvents shows the last events as sentences. One that is pressed is where
// the figure goes to.
function wireEvents(panel, beside) {
  const part = (name) => panel.querySelector('.' + name);
  const rows = new Rows(part('rows'), (key) => beside.say('event-at ' + key));
  wireCopy(part('copy'), () => rows.text(), part('rows'));
  return (told) => {
    const events = told.filter(([name]) => name === 'event').map(([, key, now, text]) => ({ key, text, now: now === 'now' }));
    const all = Number(told[0]?.[1] ?? 0);
    part('title').textContent = all > events.length ? `the last ${events.length} of ${all} events` : `${all} events`;
    rows.show(events);
    if (!part('rows').contains(document.activeElement)) part('rows').scrollTop = part('rows').scrollHeight;
  };
}

// wireStats shows a table: names, what they count, and a column a run.
function wireStats(panel) {
  const [head, body] = ['thead', 'tbody'].map((name) => panel.querySelector(name));
  let told = [];
  wireCopy(panel.querySelector('.copy'), () => told.map((row) => row.slice(1).join('\t')).join('\n'), panel.querySelector('table'));
  return (rows) => {
    told = rows;
    const [first, ...rest] = rows;
    if (!first) return;
    head.replaceChildren(line(['statistic', 'what it counts', ...first.slice(3)], () => 'col'));
    body.replaceChildren(...rest.map((row) => line(row.slice(1), (i) => (i === 0 ? 'row' : ''))));
  };
}

function line(cells, scope) {
  const row = document.createElement('tr');
  cells.forEach((text, i) => {
    const cell = document.createElement(scope(i) ? 'th' : 'td');
    if (scope(i)) cell.scope = scope(i);
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}
