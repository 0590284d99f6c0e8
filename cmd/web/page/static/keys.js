// In somebody else's page, such as a deck of slides, the keys that the figure has
// no use for are handed on: the deck moves on although the figure has the focus.

export function forwardKeys(bridge) {
  const handed = (event, type) => {
    const { key, code, shiftKey } = event;
    if (bridge.answers(key) || event.isComposing) return;
    bridge.parent.announce({ type, key, code, shiftKey });
  };
  addEventListener('keydown', (event) => handed(event, 'key'), { capture: true });
}
