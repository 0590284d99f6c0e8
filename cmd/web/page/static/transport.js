// The figure's buttons as part of the page: reachable by keyboard, readable by
// screen readers, and always in step with what the figure says. Its clock is for
// screen readers only: the figure tells its state ten times a second, and a
// second clock that lags behind the one in the picture would be a wrong one.

export function wireTransport(bar, figure) {
  if (!bar) return;
  const buttons = [...bar.querySelectorAll('button[data-tell]')];
  const play = bar.querySelector('[data-tell="play"]');
  const clock = document.querySelector('.clock');

  for (const button of buttons) {
    button.addEventListener('click', () => figure.tell(button.dataset.tell));
  }
  figure.on('ready', () => {
    for (const button of buttons) button.disabled = false;
    clock.setAttribute('aria-busy', 'true'); // until the figure says where it is
  });
  figure.on('crash', () => { for (const button of buttons) button.disabled = true; });
  figure.on('state', (state) => {
    clock.textContent = state.time;
    clock.setAttribute('aria-busy', String(state.seeking));
    if (play) play.textContent = state.playing ? '❚❚ pause' : '▶ play';
    for (const button of buttons) {
      const mode = button.dataset.mode;
      if (mode) button.setAttribute('aria-pressed', String(mode === state.mode));
    }
  });
}
