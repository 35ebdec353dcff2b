// Back to the button that shows the board: a dialog that the menu behind it has opened finds the menu gone.

export function focusChip(): void {
  document.querySelector<HTMLElement>('[data-testid="board-chip"]')?.focus();
}
