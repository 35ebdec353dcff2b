// Start at power-on: the program of a tab becomes the board's main.py, and the way back. Says what was done, and what is kept.

import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { whenFree } from '../devices/busy';
import { idOf } from '../devices/connected';
import { useQuestions } from '../dialogs/questions';
import { encodeText } from '../editor/text-file';
import { useBoardFiles } from '../files/board-files';
import { t } from '../i18n';
import { currentText } from '../tabs/documents';
import { textOf } from '../tabs/text';
import { useTabs, type Tab } from '../tabs/tabs';
import { useProgram } from './program';

/** @throws AdderError of the board, and `aborted` when the person keeps the program that runs */
export async function startAtPowerOn(tab: Tab): Promise<void> {
  const board = useBoard().shown;
  if (!board) return;
  const document = useTabs().documentOf(tab.id);
  const { ends, mark } = document;
  const bytes = encodeText({ text: textOf(currentText(document)), ends, mark });
  const from = tab.origin.kind === 'computer' ? tab.origin.file : null;
  const { kept } = await whenFree('change', board, (interrupt) =>
    useAdder().call('startAtPowerOn', idOf(board), bytes, interrupt, from),
  );
  void useBoardFiles().refresh();
  const answer = await useQuestions().choose({
    title: t('powerOn.done', { name: visibleName(tab.name) }),
    text: [
      t('powerOn.text'),
      ...(kept === null ? [] : [t('powerOn.kept', { kept: visibleName(kept) })]),
      t('powerOn.back'),
    ].join(' '),
    choices: [
      { id: 'later', label: t('powerOn.later') },
      { id: 'restart', label: t('powerOn.restart'), kind: 'primary' },
    ],
  });
  if (answer === 'restart' && useBoard().shown === board) await useProgram().softReset();
}

/** @throws AdderError as `startAtPowerOn` */
export async function stopAtPowerOn(): Promise<void> {
  const board = useBoard().shown;
  if (!board) return;
  const { kept } = await whenFree('change', board, (interrupt) =>
    useAdder().call('stopAtPowerOn', idOf(board), interrupt),
  );
  void useBoardFiles().refresh();
  await useQuestions().choose({
    title: kept === null ? t('powerOn.offNothing') : t('powerOn.offDone'),
    text: kept === null ? '' : t('powerOn.offKept', { kept: visibleName(kept) }),
    choices: [{ id: 'ok', label: t('powerOn.understood'), kind: 'primary' }],
  });
}
