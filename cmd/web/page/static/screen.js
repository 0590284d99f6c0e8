// Two things that happen to a drawing surface and that the engine answers
// badly: a lost WebGL context makes it reload the page, and a new device pixel
// ratio (zoom, another monitor, a projector) leaves the picture blurred. Both
// are answered by starting the program again in place.
//
// A browser draws some sixteen figures at a time, in all that it shows; one more
// takes the surface away from one that has not drawn for long. If that one came back
// at once it would take the next one's, round and round. So it comes back when
// somebody looks at it, or the page around it wants something of it, as the buttons
// do of a figure that is out of sight.

import { another } from './guard.js';

const LOOK = 500; // ms; media queries do not report every change of scale

export function watchScreen({ stop, start, giveUp, asked }) {
  let busy = false;
  const once = async (what) => {
    if (busy) return;
    busy = true;
    try { await what(); } finally { busy = false; }
  };

  addEventListener('webglcontextlost', (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    once(async () => {
      await stop();
      const unseen = await Promise.race([seen(), asked()]);
      await (unseen || another() ? start() : giveUp());
    });
  }, { capture: true });

  let ratio = devicePixelRatio;
  let candidate = ratio;
  setInterval(() => {
    // Two looks must agree: a pinch or a drag between monitors takes a while.
    const settled = devicePixelRatio === candidate && candidate !== ratio;
    candidate = devicePixelRatio;
    if (!settled || busy) return;
    ratio = candidate;
    once(async () => { await stop(); await start(); });
  }, LOOK);
}

// seen resolves when a part of the page is within the window, and the window is drawn;
// to true if that was not so before. Then no surface was lost before somebody's eyes,
// and one that comes back by a hand that scrolls does not come back for ever.
function seen() {
  let unseen = false;
  return new Promise((resolve) => {
    const watch = new IntersectionObserver((looks) => {
      if (looks.some((look) => look.isIntersecting)) {
        watch.disconnect();
        resolve(unseen);
      }
      unseen = true;
    });
    watch.observe(document.documentElement);
  });
}
