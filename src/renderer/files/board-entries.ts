// What a person does with the entries of the board that is shown. A program that runs there is stopped only when the person agrees.

import { AdderError, isAdderError } from '../../shared/errors';
import { useBin } from '../bin/bin';
import { useAdder } from '../bridge/adder';
import { useBoard } from '../devices/board';
import { afterStopping } from '../devices/busy';
import { idOf, type ConnectedBoard } from '../devices/connected';
import { isSameBoard, lastingAddress } from '../devices/same-board';
import { useTabs } from '../tabs/tabs';
import { useBoardFiles } from './board-files';
import { makeEntries, type Entries } from './entries';

export function useBoardEntries(): Entries {
  const adder = useAdder();
  const board = useBoard();
  const files = useBoardFiles();

  return makeEntries<ConnectedBoard>({
    side: 'board',
    exists: 'file-exists',
    root() {
      if (!board.shown) throw new AdderError('link-closed');
      return board.shown;
    },
    namesIn: async (root, folder) => namesOf(await files.look(root, folder, 'change')),
    likelyNamesIn: async (root, folder) => {
      try {
        return namesOf(await adder.call('listBoardFiles', idOf(root), folder));
      } catch (error) {
        if (!isAdderError(error, 'board-busy')) throw error;
        return namesOf(files.childrenOf({ kind: 'folder', path: folder }) ?? []);
      }
    },
    make: (root, kind, path) =>
      afterStopping('change', root, async () =>
        kind === 'folder'
          ? adder.call('makeBoardFolder', idOf(root), path)
          : adder.call('writeBoardFile', idOf(root), path, new Uint8Array(), false),
      ),
    async moveTo(root, from, to) {
      await afterStopping('change', root, async () =>
        adder.call('renameBoardEntry', idOf(root), from, to),
      );
      noteMoved(root, from, to);
    },
    remove: async (root, nodes) => useBin().deleteOnBoard(idOf(root), nodes),
    refresh: files.refresh,
    show: files.show,
    open: (root, path, name) => {
      const address = lastingAddress(root.address);
      const origin = { kind: 'board', address, path } as const;
      return useTabs().open(name, origin, { text: '', ends: 'lf', mark: false });
    },
  });
}

function namesOf(entries: readonly { readonly name: string }[]): string[] {
  return entries.map(({ name }) => name);
}

/** What was removed is seen by whoever looks after the tabs' places (saved/places.ts). */
function noteMoved({ address }: ConnectedBoard, from: string, to: string): void {
  const tabs = useTabs();
  for (const tab of tabs.tabs) {
    const { origin } = tab;
    if (origin.kind !== 'board' || !isSameBoard(origin.address, address)) continue;
    if (origin.path !== from && !origin.path.startsWith(`${from}/`)) continue;
    const path = to + origin.path.slice(from.length);
    tabs.noteMoved(tab, { ...origin, path }, path.slice(path.lastIndexOf('/') + 1));
  }
}
