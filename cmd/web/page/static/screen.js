// Two things that happen to a drawing surface and that the engine answers
// badly: a lost WebGL context makes it reload the page, and a new device pixel
// ratio (zoom, another monitor, a projector) leaves the picture blurred. Both
// are answered by starting the program again in place.

import { another } from './guard.js';

const LOOK = 500; // ms; media queries do not report every change of scale

export function watchScreen({ restart, giveUp }) {
  let busy = false;
  const once = async (what) => {
    if (busy) return;
    busy = true;
    try { await what(); } finally { busy = false; }
  };

  addEventListener('webglcontextlost', (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    once(another() ? restart : giveUp);
  }, { capture: true });

  let ratio = devicePixelRatio;
  let candidate = ratio;
  setInterval(() => {
    // Two looks must agree: a pinch or a drag between monitors takes a while.
    const settled = devicePixelRatio === candidate && candidate !== ratio;
    candidate = devicePixelRatio;
    if (!settled || busy) return;
    ratio = candidate;
    once(restart);
  }, LOOK);
}
