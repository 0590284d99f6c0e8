// Two things that happen to a drawing surface and that the engine answers
// badly: a lost WebGL context makes it reload the page, and a new device pixel
// ratio (zoom, another monitor, a projector) leaves the picture blurred. Both
// are answered by starting the program again in place.

const MOST = 3; // lost surfaces within a minute before we stop trying
const MINUTE = 60_000;
const LOOK = 500; // ms; media queries do not report every change of scale
const NOTE = 'barnyard.lost'; // survives a reload that somebody else makes

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
    once(tooOften() ? giveUp : restart);
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

let losses = []; // times of this page's losses, for where storage is blocked

// tooOften counts losses in session storage, where a reload cannot hide them.
function tooOften() {
  const now = Date.now();
  losses = [...earlier(), now].filter((time) => now - time < MINUTE);
  try { sessionStorage.setItem(NOTE, JSON.stringify(losses)); } catch { /* blocked or full */ }
  return losses.length > MOST;
}

function earlier() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NOTE) ?? '[]');
    return Array.isArray(kept) ? kept.filter(Number.isFinite) : losses;
  } catch {
    return losses;
  }
}
