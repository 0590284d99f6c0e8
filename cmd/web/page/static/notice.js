// What the reader is to know, with what can be done about it, and a way to be rid of it.

// notice is one bar at the foot of the window; the newest one counts.
export function notice(text, does, act) {
  document.querySelector('.notice')?.remove();
  const bar = document.createElement('aside');
  bar.className = 'notice';
  bar.setAttribute('role', 'status');
  const words = document.createElement('p');
  words.textContent = text;
  const button = (label, press) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.addEventListener('click', press);
    return made;
  };
  bar.append(words, button(does, act), button('Not now', () => bar.remove()));
  document.body.append(bar);
}
