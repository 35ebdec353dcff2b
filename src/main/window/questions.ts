// The questions that main itself asks: before unsaved work is lost, and after a crash.

import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';

const NAMES_SHOWN = 10;

async function ask(
  window: BrowserWindow | undefined,
  options: Omit<MessageBoxOptions, 'buttons' | 'noLink'>,
  buttons: { readonly stay: string; readonly go: string },
): Promise<boolean> {
  const full: MessageBoxOptions = {
    ...options,
    buttons: [buttons.stay, buttons.go],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, full)
    : dialog.showMessageBox(full));
  return response === 1;
}

/** True: close anyway. */
export function askToClose(
  window: BrowserWindow | undefined,
  names: readonly string[],
): Promise<boolean> {
  const shown = names.slice(0, NAMES_SHOWN);
  const more = names.length - shown.length;
  return ask(
    window,
    {
      type: 'warning',
      title: 'Adder',
      message: 'Close without saving?',
      detail: `What you changed in these files will be lost:\n${[
        ...shown,
        ...(more > 0 ? [`and ${more} more`] : []),
      ].join('\n')}`,
    },
    { stay: 'Keep editing', go: 'Close anyway' },
  );
}

/** True: quit. */
export function askAfterCrash(window: BrowserWindow | undefined, reason: string): Promise<boolean> {
  return ask(
    window,
    {
      type: 'error',
      title: 'Adder',
      message: 'The window stopped working.',
      detail: `Open it again? Boards stay connected. (${reason})`,
    },
    { stay: 'Open again', go: 'Quit' },
  );
}
