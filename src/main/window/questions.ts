// The questions that main itself asks: before something ends with the window, and after a crash.

import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import { t } from '../i18n';
import { closeWords } from './close-words';
import type { Unfinished } from './closing';

async function ask(
  window: BrowserWindow | undefined,
  options: Pick<MessageBoxOptions, 'type' | 'message' | 'detail'>,
  about: 'close' | 'crash',
): Promise<boolean> {
  const full: MessageBoxOptions = {
    ...options,
    title: t('app'),
    buttons: [t(`${about}.stay`), t(`${about}.go`)],
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
  unfinished: Unfinished,
): Promise<boolean> {
  return ask(window, { type: 'question', ...closeWords(unfinished) }, 'close');
}

/** True: quit. */
export function askAfterCrash(window: BrowserWindow | undefined, reason: string): Promise<boolean> {
  const words = { message: t('crash.title'), detail: t('crash.text', { reason }) };
  return ask(window, { type: 'error', ...words }, 'crash');
}
