// A board that runs a program keeps it until the person agrees: what would stop it is tried without stopping first, and
// asked about when the board is busy.

import { watch } from 'vue';
import type { TransferFacts } from '../../ipc/transfers';
import { AdderError, isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useQuestions, type ChoiceQuestion } from '../dialogs/questions';
import { t } from '../i18n';
import { useBoards } from './boards';
import { idOf, modeOf, nameOf, type ConnectedBoard } from './connected';

export type Purpose = 'run' | 'save' | TransferFacts['direction'] | 'open' | 'change';

const STOP_LABELS: Record<Purpose, string> = {
  run: 'busy.stopRun',
  save: 'busy.stopSave',
  upload: 'busy.stopUpload',
  download: 'busy.stopDownload',
  delete: 'busy.stopDelete',
  restore: 'busy.stopRestore',
  open: 'busy.stopOpen',
  change: 'busy.stopChange',
};

/** How long a stopped program may take to end. */
const STOP_MS = 3000;

/** Of one board among several, its name is said. Answered with `stop` or `keep`. */
export function stopQuestion(purpose: Purpose, name: string): ChoiceQuestion {
  const isOnly = useBoards().boards.length === 1;
  return {
    kind: 'choice',
    title: isOnly ? t('busy.title') : t('busy.titleOf', { name }),
    text: t(`busy.${purpose}`),
    choices: [
      { id: 'keep', label: t('busy.keep') },
      { id: 'stop', label: t(STOP_LABELS[purpose]), kind: 'primary' },
    ],
  };
}

export async function mayStopProgram(purpose: Purpose, board: ConnectedBoard): Promise<boolean> {
  const reply = await useQuestions().ask(stopQuestion(purpose, nameOf(board)));
  return reply?.value === 'stop';
}

/**
 * Does the work, at first without stopping anything.
 *
 * @throws AdderError `aborted` when the person keeps the program
 */
export async function whenFree<Result>(
  purpose: Purpose,
  board: ConnectedBoard,
  work: (interrupt: boolean) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(false);
  } catch (error) {
    if (!isAdderError(error, 'board-busy')) throw error;
  }
  if (!(await mayStopProgram(purpose, board))) throw new AdderError('aborted');
  return work(true);
}

/** For work that cannot stop a program itself. */
export function afterStopping<Result>(
  purpose: Purpose,
  board: ConnectedBoard,
  work: () => Promise<Result>,
): Promise<Result> {
  return whenFree(purpose, board, async (interrupt) => {
    if (interrupt) await stopAndWait(board);
    return work();
  });
}

/** Stops the program, and gives it time to end. */
export async function stopAndWait(board: ConnectedBoard): Promise<void> {
  await useAdder().call('stopProgram', idOf(board));
  if (isFree(modeOf(board))) return;
  await new Promise<void>((resolve) => {
    const stop = watch(
      () => modeOf(board),
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
  return mode !== 'running' && mode !== 'silent';
}
