// The controls of the figure: buttons that move in time, sliders for the time and
// the speed, the two markers, and a line to run until. They say what they want
// and show what the figure says that it is.

const LONG = 1000; // as many places as the time has on its slider

export function wireHands(panel, beside) {
  const part = (name) => panel.querySelector('.' + name);
  const time = part('time');
  const speed = part('speed');
  let end = 0;
  for (const button of panel.querySelectorAll('[data-say]')) {
    button.addEventListener('click', () => beside.say(button.dataset.say));
  }
  time.addEventListener('input', () => beside.say('seek ' + Math.round((time.value / LONG) * end)));
  speed.addEventListener('input', () => beside.say('speed ' + speed.value));
  wireUntil(part('until'), beside);
  beside.line.on('crash', () => able(panel, false));
  return (rows) => {
    const of = (name) => rows.find(([key]) => key === name)?.slice(1);
    able(panel, true);
    const now = of('now') ?? [0, ''];
    const last = of('end') ?? [0, ''];
    end = Number(last[0]);
    if (document.activeElement !== time || !time.matches(':active')) time.value = end > 0 ? Math.round((now[0] / end) * LONG) : 0;
    time.setAttribute('aria-valuetext', `${now[1]} of ${last[1]}`);
    part('time-is').textContent = `${now[1]} / ${last[1]}`;
    const [notch, notches, ns] = of('speed') ?? [0, 0, 0];
    speed.max = notches;
    if (!speed.matches(':active')) speed.value = notch;
    const each = `${short(Number(ns))} each second`;
    speed.setAttribute('aria-valuetext', each);
    part('speed-is').textContent = each;
    sides(panel, rows.filter(([name]) => name === 'side'));
    marks(panel, of);
    part('compared').setAttribute('aria-pressed', String(of('on')?.includes('compare') ?? false));
  };
}

// able lets everything be used, or nothing. A way to a marker needs the marker.
function able(panel, can) {
  for (const one of panel.querySelectorAll('button, input')) {
    if (!one.dataset.to) one.disabled = !can;
  }
}

// sides shows the two runs by their names, where they are not just the modes.
function sides(panel, rows) {
  const plain = rows.length === 2 && rows[0][2] === 'qpw=0' && rows[1][2] === 'qpw=1';
  panel.querySelector('.modes').hidden = !plain;
  const group = panel.querySelector('.sides');
  group.hidden = plain;
  [...group.children].forEach((button, i) => {
    button.textContent = rows[i]?.[2] ?? '';
    button.setAttribute('aria-pressed', String(rows[i]?.[3] === 'shown'));
  });
}

function marks(panel, of) {
  for (const name of ['a', 'b']) {
    const at = of(name);
    const put = panel.querySelector(`[data-mark="${name}"]`);
    const to = panel.querySelector(`[data-to="${name}"]`);
    put.setAttribute('aria-pressed', String(Boolean(at)));
    to.disabled = !at;
    to.textContent = at ? `to ${name.toUpperCase()} ${at[1]}` : `to ${name.toUpperCase()}`;
  }
  const between = panel.querySelector('.between');
  const text = of('markers')?.[0].replace(/Marker [AB] is at [^ ]+ µs\. ?/g, '') ?? '';
  if (between.textContent !== text) between.textContent = text;
}

// wireUntil sends the line; what is wrong with it comes back and stands below
// the field, and what is right clears it.
function wireUntil(form, beside) {
  const field = form.querySelector('input');
  const wrong = form.querySelector('.until-wrong');
  const goals = form.querySelector('datalist');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (field.value.trim() === '') return;
    beside.say('until ' + field.value);
  });
  field.addEventListener('focus', () => beside.watch('goals', offer));
  field.addEventListener('blur', () => beside.unwatch('goals', offer));
  beside.watch('until', (_, problem) => {
    wrong.textContent = problem;
    field.toggleAttribute('aria-invalid', problem !== '');
    if (problem !== '') field.setAttribute('aria-invalid', 'true');
  });
  function offer(rows) {
    goals.replaceChildren(...rows.map(([text]) => new Option('', text)));
  }
}

// short writes a duration as the picture does.
function short(ns) {
  if (ns < 1000) return `${ns} ns`;
  return ns < 1_000_000 ? `${ns / 1000} µs` : `${ns / 1_000_000} ms`;
}
