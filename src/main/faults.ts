// Errors that nobody caught: written to the log and shown once, never silent and never the end of the app.

import { dialog } from 'electron';
import { t } from './i18n';
import type { Log } from './log';

export function catchFaults(log: Log): void {
  let shown = false;

  const take = (kind: string) => (error: unknown) => {
    log(kind, error);
    if (shown) return; // one dialog is enough to make a person look; the log has all of them
    shown = true;
    void dialog.showMessageBox({
      type: 'error',
      title: t('app'),
      message: t('fault.title'),
      detail: `${t('fault.text')}\n${String(error).slice(0, 500)}`,
    });
  };

  process.on('uncaughtException', take('uncaught exception'));
  process.on('unhandledRejection', take('unhandled rejection'));
}
