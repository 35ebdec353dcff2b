// What a board does, in words.

import type { BoardState } from '../../ipc/contract';
import { t } from '../i18n';
import type { ShownMode } from './connected';

/** @param mode as it is to be told: see settled-mode.ts */
export function modeWords(state: BoardState | undefined, mode: ShownMode): string {
  if (mode !== 'lost') return t(`modes.${mode}`);
  if (state?.waiting === true) return t('devices.waiting');
  // Without a reason it was not lost: it was let go, or has not been there yet.
  return t(state?.error ? 'modes.lost' : 'modes.none');
}
