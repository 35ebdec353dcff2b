// The questions of a transfer, put to the person: one for all the files that are there already, and one before a program is stopped. What
// main does not ask any more is taken back.

import type { TransferFacts, TransferId, TransferQuestion } from '../../ipc/transfers';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { stopQuestion } from '../devices/busy';
import { useQuestions, type Question } from '../dialogs/questions';
import { useProblems } from '../problems/problems';
import { differencesOf } from './differences';
import { replaceQuestion } from './replace-question';

export interface Asking {
  readonly about: TransferQuestion['kind'];
  /** No answer is needed any more. */
  readonly withdraw: () => void;
}

export function askAbout(facts: TransferFacts): Asking {
  const { id, asks } = facts;
  const isReplace = asks?.kind === 'replace';
  const way = facts.direction === 'download' ? 'download' : 'upload';
  const question: Question = isReplace
    ? replaceQuestion(way, asks.paths, (path) => differencesOf(facts, path))
    : stopQuestion(facts.direction, visibleName(facts.boardName));
  let isNeeded = true;

  void useProblems().guard(async () => {
    const reply = await useQuestions().ask(question);
    if (!isNeeded) return;
    isNeeded = false;
    await answer(id, isReplace, reply?.value, reply?.chosen ?? []);
  });

  return {
    about: asks?.kind ?? 'stop',
    withdraw() {
      if (!isNeeded) return;
      isNeeded = false;
      useQuestions().withdraw(question);
    },
  };
}

async function answer(
  id: TransferId,
  isReplace: boolean,
  value: string | undefined,
  chosen: readonly string[],
): Promise<void> {
  const adder = useAdder();
  if (isReplace && (value === 'replace' || value === 'keep'))
    await adder.call('answerTransfer', id, {
      kind: 'replace',
      paths: value === 'replace' ? [...chosen] : [],
    });
  else if (!isReplace && value === 'stop') await adder.call('answerTransfer', id, { kind: 'stop' });
  else await adder.call('cancelTransfer', id);
}
