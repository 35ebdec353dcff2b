// The questions that main itself asks: before unsaved work is lost, and after a crash.

import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import { t } from '../i18n';

const NAMES_SHOWN = 10;

async function ask(
  window: BrowserWindow | undefined,
  options: Pick<MessageBoxOptions, 'type' | 'detail'>,
  about: 'close' | 'crash',
): Promise<boolean> {
  const full: MessageBoxOptions = {
    ...options,
    title: t('app'),
    message: t(`${about}.title`),
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
  names: readonly string[],
): Promise<boolean> {
  const shown = names.slice(0, NAMES_SHOWN);
  const more = names.length - shown.length;
  const lines = [...shown, ...(more > 0 ? [t('close.more', { count: more })] : [])];
  const detail = `${t('close.text')}\n${lines.join('\n')}`;
  return ask(window, { type: 'question', detail }, 'close');
}

/** True: quit. */
export function askAfterCrash(window: BrowserWindow | undefined, reason: string): Promise<boolean> {
  return ask(window, { type: 'error', detail: t('crash.text', { reason }) }, 'crash');
}
