// The parts of the window, for whoever goes through it by keyboard: F6 goes to the next one, at the place in it where work is done.

/** In the order of their importance in a pane. Hidden ones do not count. */
const PLACES = [
  '[data-focused="true"] .cm-content',
  '.cm-content',
  '.xterm-helper-textarea',
  '[role="treeitem"][tabindex="0"]',
  'input:not([tabindex="-1"])',
  'button:not([tabindex="-1"])',
];

function placeIn(pane: HTMLElement): HTMLElement | undefined {
  for (const selector of PLACES)
    for (const found of pane.querySelectorAll<HTMLElement>(selector))
      if (found.checkVisibility()) return found;
  return undefined;
}

/** Puts the focus into the next pane or the one before that has something to work with. */
export function focusPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const start = here < 0 && by < 0 ? 0 : here;
  for (let step = 1; step <= panes.length; step++) {
    const pane = panes.at((start + by * step) % panes.length);
    const place = pane && placeIn(pane);
    if (!place) continue;
    place.focus();
    return;
  }
}
