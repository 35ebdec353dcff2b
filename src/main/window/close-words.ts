// What the question before the window closes says. Values only.

import { t } from '../i18n';
import type { Unfinished } from './closing';

/** Of boards, and of tabs. */
const LINES_SHOWN = 10;

export function closeWords({ unsaved, underway }: Unfinished): {
  readonly message: string;
  readonly detail: string;
} {
  const parts: string[] = [];
  if (underway.length > 0) {
    const lines = underway.map(({ direction, board, count }) =>
      t(`close.${direction}`, { board, count }),
    );
    parts.push(list(t('close.brokenOff'), lines));
  }
  if (unsaved.length > 0) parts.push(list(t('close.kept'), unsaved));
  const title = underway.length === 0 ? 'unsaved' : unsaved.length === 0 ? 'underway' : 'both';
  return { message: t(`close.${title}`), detail: parts.join('\n\n') };
}

function list(head: string, lines: readonly string[]): string {
  const shown = lines.slice(0, LINES_SHOWN);
  const more = lines.length - shown.length;
  return [head, ...shown, ...(more > 0 ? [t('close.more', { count: more })] : [])].join('\n');
}
