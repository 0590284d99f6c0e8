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
