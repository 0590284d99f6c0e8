// The engine makes its own canvas, without a name and first in the tab order.
// This gives every canvas that appears a role, a name, a description and an
// ordinary place.

const KEYS = 'Space plays and pauses, full stop and comma step, m switches the mode, question mark shows all keys, Tab leaves.';

export function labelCanvas(description) {
  const label = () => {
    for (const canvas of document.querySelectorAll('canvas:not([role])')) {
      canvas.tabIndex = 0;
      canvas.setAttribute('role', 'application');
      canvas.setAttribute('aria-label', `${document.title}. ${KEYS}`);
      canvas.setAttribute('aria-describedby', description);
    }
  };
  new MutationObserver(label).observe(document.body, { childList: true });
  label();
}

// takeKeys gives the figure the keyboard where it is the whole page. Inside
// another page the reader keeps it until the figure is clicked.
export function takeKeys() {
  if (window.parent !== window || document.activeElement !== document.body) return;
  document.querySelector('canvas')?.focus({ preventScroll: true });
}
