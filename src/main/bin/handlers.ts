// The calls of the window for entries of the computer and for the bin. No logic of their own.

import type { CallHandlers } from '../../ipc/answer';
import type { entryCalls } from '../../ipc/entries';
import type { CopyIn } from '../computer/copy-in';
import type { LocalEntries } from '../computer/entries';
import { done } from '../done';
import type { Bin } from './bin';

export interface EntryServices {
  readonly bin: Bin;
  readonly copyIn: CopyIn;
  readonly entries: LocalEntries;
}

export function entryHandlers({
  bin,
  copyIn,
  entries,
}: EntryServices): Pick<CallHandlers, keyof typeof entryCalls> {
  return {
    makeLocalFolder: (folder, steps) => done(entries.makeFolder(folder, steps)),
    makeLocalFile: (folder, steps) => done(entries.makeFile(folder, steps)),
    moveLocalEntry: (folder, from, to) => entries.move(folder, from, to),
    lookAtLocalPlaces: (folder, places) => copyIn.look(folder, places),
    makeLocalFolders: (folder, places) => done(copyIn.makeFolders(folder, places)),
    writeLocalCopy: (folder, steps, bytes, mayReplace) =>
      done(copyIn.write(folder, steps, bytes, mayReplace)),
    deleteLocalEntries: (folder, chosen) => bin.deleteLocal(folder, chosen),
    deleteBoardEntries: (board, paths) => bin.deleteFromBoard(board, paths),
    listBin: () => bin.list(),
    restoreFromBin: (id) => bin.restore(id),
    emptyBin: (ids) => done(bin.empty(ids)),
  };
}
