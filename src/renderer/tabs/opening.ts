// Ways for a file into a tab: from the computer, from the board, from the desktop, from the examples.

import type { LocalFile } from '../../ipc/contract';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoards } from '../devices/boards';
import { afterStopping } from '../devices/busy';
import { idOf, liveOf } from '../devices/connected';
import { lastingAddress } from '../devices/same-board';
import { useQuestions } from '../dialogs/questions';
import { decodeText } from '../editor/text-file';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { bytesOf } from '../transfers/dropped';
import { useTabs, type Origin, type Tab } from './tabs';

export interface Opening {
  readonly openPicked: () => Promise<void>;
  /** Gives the tab, unless it could not be opened. */
  readonly openFromComputer: (file: () => Promise<LocalFile>) => Promise<Tab | undefined>;
  readonly openFromBoard: (path: string) => Promise<void>;
  /** A file dropped on the window: a copy that is nowhere yet. */
  readonly openDropped: (file: File) => Promise<void>;
  readonly openExample: (name: string, source: string) => Tab;
}

export function useOpening(): Opening {
  const adder = useAdder();
  const tabs = useTabs();
  const { guard } = useProblems();

  async function show(
    name: string,
    origin: Origin,
    read: () => Promise<Uint8Array>,
  ): Promise<Tab | undefined> {
    const open = tabs.find(origin);
    if (open) {
      tabs.activate(open.id);
      return open;
    }
    const file = decodeText(await read());
    // Opened twice while the first was still being read.
    const since = tabs.find(origin);
    if (since) tabs.activate(since.id);
    else if (file) return tabs.open(name, origin, file);
    else await tellBinary(name);
    return since;
  }

  function openFromComputer(get: () => Promise<LocalFile>): Promise<Tab | undefined> {
    return guard(async () => {
      const { file, name } = await get();
      return show(name, { kind: 'computer', file }, () => adder.call('readLocalFile', file));
    });
  }

  async function openPicked(): Promise<void> {
    const file = await guard(() => adder.call('pickFile'));
    if (file) await openFromComputer(() => Promise.resolve(file));
  }

  async function openFromBoard(path: string): Promise<void> {
    const board = useBoards().shown;
    if (!board || !liveOf(board)) return;
    const name = path.slice(path.lastIndexOf('/') + 1);
    await guard(() =>
      show(name, { kind: 'board', address: lastingAddress(board.address), path }, () =>
        afterStopping('open', board, async () => adder.call('readBoardFile', idOf(board), path)),
      ),
    );
  }

  async function openDropped(file: File): Promise<void> {
    await guard(async () => {
      await show(file.name, { kind: 'new' }, () => bytesOf(file));
    });
  }

  function openExample(name: string, source: string): Tab {
    return tabs.open(name, { kind: 'example' }, { text: source, ends: 'lf', mark: false });
  }

  return { openPicked, openFromComputer, openFromBoard, openDropped, openExample };
}

async function tellBinary(name: string): Promise<void> {
  await useQuestions().choose({
    title: t('files.binaryTitle', { name: visibleName(name) }),
    text: t('files.binaryText'),
    choices: [{ id: 'ok', label: t('files.understood'), kind: 'primary' }],
  });
}
