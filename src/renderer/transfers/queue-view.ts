// What is said of a transfer: its name, how far it is, and what can be done with it. Values only.

import { ENDED, type TransferFacts } from '../../ipc/transfers';
import { visibleName } from '../bridge/visible';
import { sizeText, t } from '../i18n';

/** `main.py`, `main.py and 2 more` */
export function namesText(names: readonly string[], count: number): string {
  const first = visibleName(names[0] ?? '');
  return count > 1 ? t('transfers.several', { name: first, count: count - 1 }) : first;
}

export function nameOf({ names, chosen }: TransferFacts): string {
  return namesText(names, chosen);
}

/** Of these a notice tells the end, with an Undo. */
export function isOfBin(
  facts: TransferFacts,
): facts is TransferFacts & { readonly direction: 'delete' | 'restore' } {
  return facts.direction === 'delete' || facts.direction === 'restore';
}

/** From 0 to 100. */
export function percentOf({ state, bytes, files }: TransferFacts): number {
  if (state === 'done') return 100;
  const { done, total } = bytes.total > 0 ? bytes : files;
  return total > 0 ? Math.min(100, Math.floor((100 * done) / total)) : 0;
}

export function outcomeOf(facts: TransferFacts): readonly string[] {
  return outcomeParts(t(`transfers.done.${facts.direction}`), facts);
}

/** @param done what has become of those that had to go */
export function outcomeParts(
  done: string,
  { same, kept, files }: Pick<TransferFacts, 'same' | 'kept' | 'files'>,
): readonly string[] {
  const words = [done];
  if (same > 0 && files.total === 0 && kept === 0) words.push(t('transfers.allSame'));
  else if (same > 0) words.push(t('transfers.same', { count: same }, same));
  if (kept > 0) words.push(t('transfers.kept', { count: kept }, kept));
  return words;
}

/** In a few words, in parts that stay together on a line. */
export function wordsOf(facts: TransferFacts): readonly string[] {
  const { state, error, rate, left, files, bytes } = facts;
  switch (state) {
    case 'done':
      return outcomeOf(facts);
    case 'failed':
    case 'cancelled':
      return [t(`transfers.${state}.${facts.direction}`)];
    case 'paused':
      return [t(error ? 'transfers.pausedLost' : 'transfers.paused')];
    case 'running': {
      const words = [
        t('transfers.progress', { done: sizeText(bytes.done), total: sizeText(bytes.total) }),
      ];
      if (files.total > 1) words.unshift(t('transfers.files', { ...files }));
      if (isOfBin(facts)) words.unshift(t(`transfers.running.${facts.direction}`));
      if (rate !== undefined) words.push(t('transfers.rate', { rate: sizeText(rate) }));
      if (rate !== undefined && left !== undefined) words.push(leftText(left));
      return words;
    }
    default:
      return [t(`transfers.${state}`)];
  }
}

/** `about 12 s left`, `about 3 min left`; a number that jumps every second helps nobody. */
export function leftText(seconds: number): string {
  if (seconds < 60) {
    const step = seconds < 10 ? 1 : 5;
    return t('transfers.secondsLeft', { count: Math.max(1, Math.ceil(seconds / step) * step) });
  }
  return t('transfers.minutesLeft', { count: Math.ceil(seconds / 60) });
}

export interface Controls {
  readonly pause: boolean;
  readonly resume: boolean;
  readonly retry: boolean;
  readonly cancel: boolean;
}

export function controlsOf({ direction, state, error }: TransferFacts): Controls {
  return {
    // A deletion begins anew each time.
    pause: direction !== 'delete' && ['waiting', 'checking', 'running'].includes(state),
    // One that waits for its board goes on by itself.
    resume: state === 'paused' && error === undefined,
    retry: state === 'failed' || state === 'cancelled',
    cancel: !ENDED.has(state),
  };
}
