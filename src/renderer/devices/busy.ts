// A board that runs a program keeps it until the person agrees: what would stop it is tried without stopping first, and
// asked about when the board is busy.

import { watch } from 'vue';
import { AdderError, isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';
import { useBoard } from './board';

export type Purpose = 'run' | 'save' | 'upload' | 'open' | 'change';

const STOP_LABELS: Record<Purpose, string> = {
  run: 'busy.stopRun',
  save: 'busy.stopSave',
  upload: 'busy.stopUpload',
  open: 'busy.stopOpen',
  change: 'busy.stopChange',
};

/** How long a stopped program may take to end. */
const STOP_MS = 3000;

export async function mayStopProgram(purpose: Purpose): Promise<boolean> {
  const answer = await useQuestions().choose({
    title: t('busy.title'),
    text: t(`busy.${purpose}`),
    choices: [
      { id: 'keep', label: t('busy.keep') },
      { id: 'stop', label: t(STOP_LABELS[purpose]), kind: 'primary' },
    ],
  });
  return answer === 'stop';
}

/**
 * Does the work, at first without stopping anything.
 *
 * @throws AdderError `aborted` when the person keeps the program
 */
export async function whenFree<Result>(
  purpose: Purpose,
  work: (interrupt: boolean) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(false);
  } catch (error) {
    if (!isAdderError(error, 'board-busy')) throw error;
  }
  if (!(await mayStopProgram(purpose))) throw new AdderError('aborted');
  return work(true);
}

/** For work that cannot stop a program itself. */
export function afterStopping<Result>(
  purpose: Purpose,
  work: () => Promise<Result>,
): Promise<Result> {
  return whenFree(purpose, async (interrupt) => {
    if (interrupt) await stopAndWait();
    return work();
  });
}

/** Stops the program, and gives it time to end. */
export async function stopAndWait(): Promise<void> {
  const board = useBoard();
  if (!board.live) throw new AdderError('link-closed');
  await useAdder().call('stopProgram', board.live.board);
  if (isFree(board.mode)) return;
  await new Promise<void>((resolve) => {
    const stop = watch(
      () => board.mode,
      (mode) => {
        if (isFree(mode)) done();
      },
      { flush: 'sync' },
    );
    const done = (): void => {
      clearTimeout(late);
      stop();
      resolve();
    };
    // A program that does not stop makes the work fail with the board's own error.
    const late = setTimeout(done, STOP_MS);
  });
}

function isFree(mode: string): boolean {
  return mode !== 'running' && mode !== 'mounted' && mode !== 'silent';
}
