// From a line of a traceback to the line in the editor: the file is looked for among the open ones, in the folder of the computer and on
// the board, and opened when it is not open. A name in a traceback is the board's: it opens nothing that is not already the person's.

import { isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { isSameBoard } from '../devices/same-board';
import { useComputerFiles } from '../files/computer-files';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { useOpening } from '../tabs/opening';
import { useTabs, type Tab } from '../tabs/tabs';
import { useProgram } from './program';
import type { Place } from './traceback';

/** Where a board looks for what it imports. */
const BOARD_FOLDERS = ['/', '/lib/'] as const;

export interface Places {
  readonly show: (place: Place) => Promise<void>;
}

/** `lib/helper.py` of `/lib/helper.py`; undefined for what is no file. */
function stepsOf(file: string): readonly string[] | undefined {
  const steps = file.split('/').filter((step) => step !== '' && step !== '.');
  const isFile = steps.length > 0 && !file.startsWith('<') && !steps.includes('..');
  return isFile ? steps : undefined;
}

export function usePlaces(): Places {
  const adder = useAdder();
  const tabs = useTabs();
  const board = useBoard();
  const computer = useComputerFiles();
  const opening = useOpening();
  const { guard } = useProblems();

  function boardPaths(file: string): string[] {
    const path = stepsOf(file)?.join('/');
    if (path === undefined) return [];
    return file.startsWith('/') ? [`/${path}`] : BOARD_FOLDERS.map((folder) => folder + path);
  }

  /** The program that runs or ran last; else a file of the computer, then one of the board. */
  function openTab(file: string): Tab | undefined {
    const last = useProgram().lastStarted;
    const own = tabs.tabs.find(({ id }) => id === last?.tab);
    if (own && (file === last?.name || file === '<stdin>')) return own;
    const name = stepsOf(file)?.at(-1);
    const paths = boardPaths(file);
    return (
      tabs.tabs.find(({ origin, name: other }) => origin.kind !== 'board' && other === name) ??
      tabs.tabs.find(
        ({ origin }) =>
          origin.kind === 'board' &&
          board.state !== undefined &&
          isSameBoard(origin.address, board.state.address) &&
          paths.includes(origin.path),
      )
    );
  }

  /** Opens it from the folder of the computer. */
  async function fromComputer(file: string): Promise<Tab | undefined> {
    const steps = stepsOf(file);
    const { folder } = computer;
    if (!steps || !folder) return undefined;
    const name = steps.at(-1) ?? '';
    try {
      const entries = await adder.call('listFolder', folder.folder, steps.slice(0, -1));
      if (!entries.some((entry) => entry.kind === 'file' && entry.name === name)) return undefined;
    } catch (error) {
      if (isAdderError(error, 'local-not-found')) return undefined;
      throw error;
    }
    await opening.openFromComputer(() => adder.call('openFolderFile', folder.folder, [...steps]));
    return tabs.active?.name === name ? tabs.active : undefined;
  }

  /** Opens it from the board. Looking for it stops no program; opening it asks before it does. */
  async function fromBoard(file: string): Promise<Tab | undefined> {
    for (const path of boardPaths(file)) {
      const { live } = board;
      if (!live) return undefined;
      const folder = path.slice(0, path.lastIndexOf('/')) || '/';
      const name = path.slice(path.lastIndexOf('/') + 1);
      try {
        const entries = await adder.call('listBoardFiles', live.board, folder);
        if (!entries.some((entry) => entry.kind === 'file' && entry.name === name)) continue;
      } catch (error) {
        if (isAdderError(error, 'file-not-found') || isAdderError(error, 'not-a-folder')) continue;
        throw error;
      }
      await opening.openFromBoard(path);
      return tabs.find({ kind: 'board', address: live.address, path });
    }
    return undefined;
  }

  async function show({ file, line }: Place): Promise<void> {
    await guard(async () => {
      const tab = openTab(file) ?? (await fromComputer(file)) ?? (await fromBoard(file));
      if (tab) tabs.reveal(tab.id, line);
      else useAnnouncer().show(t('console.noPlace', { file: visibleName(file) }));
    });
  }

  return { show };
}
