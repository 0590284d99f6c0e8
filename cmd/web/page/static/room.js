// What sticks to the edges of the window covers what is below it, also what the
// keyboard comes to. A browser keeps what it scrolls to out of the margins that it is
// told (scroll-padding); how high they are depends on the window, on the texts beside
// the figure that are open, and on how the buttons are broken into rows.

const AIR = 8; // pixels between the two

export function keepRoom(figure, turn) {
  const style = document.documentElement.style;
  const tell = () => {
    // Where the figure has the window's width, it lies above the prose, else beside it.
    const above = figure && figure.offsetWidth > innerWidth * 0.8 ? figure.offsetHeight + AIR : 0;
    const below = turn ? turn.offsetHeight + AIR : 0;
    if (above) style.setProperty('--above', `${above}px`); else style.removeProperty('--above');
    if (below) style.setProperty('--below', `${below}px`);
  };
  const watch = new ResizeObserver(tell);
  for (const part of [figure, turn]) if (part) watch.observe(part);
  addEventListener('resize', tell);
}
