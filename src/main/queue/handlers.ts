// The calls of the window for the queue of transfers. No logic of their own.

import type { CallHandlers } from '../../ipc/answer';
import type { FolderId } from '../../ipc/contract';
import type { transferCalls } from '../../ipc/transfers';
import type { Boards } from '../boards/boards';
import type { Folders } from '../computer/folders';
import type { Landings } from '../computer/landing';
import type { LocalTrees } from '../computer/local-trees';
import type { Dialogs } from '../dialogs';
import { done } from '../done';
import { t } from '../i18n';
import { Download } from './download';
import type { TransferQueue } from './queue';
import { Upload } from './upload';

export interface TransferServices {
  readonly boards: Boards;
  readonly dialogs: Dialogs;
  readonly folders: Folders;
  readonly landings: Landings;
  readonly queue: TransferQueue;
  /** What lies below there is another than the window knows. */
  readonly folderChanged: (folder: FolderId, steps: readonly string[]) => void;
  readonly trees: LocalTrees;
}

export function transferHandlers({
  boards,
  dialogs,
  folders,
  folderChanged,
  landings,
  queue,
  trees,
}: TransferServices): Pick<CallHandlers, keyof typeof transferCalls> {
  const picked = async () => {
    const path = await dialogs.pickFolder(t('pick.download'));
    return path === undefined ? undefined : { folder: (await folders.add(path)).folder, steps: [] };
  };
  return {
    uploadEntries: async (id, to, sources, interrupt) =>
      queue.add(await boards.get(id), new Upload(to, sources, trees), interrupt),
    downloadEntries: async (id, paths, target, interrupt) => {
      const board = await boards.get(id);
      const into = target ?? (await picked());
      if (into === undefined) return null;
      const { folder, steps } = into;
      const download = new Download(paths, landings.at(folder, steps), () => {
        folderChanged(folder, steps);
      });
      return queue.add(board, download, interrupt);
    },
    listTransfers: () => Promise.resolve(queue.list()),
    answerTransfer: (id, answer) => {
      queue.answer(id, answer);
      return done(undefined);
    },
    cancelTransfer: (id) => done(queue.cancel(id)),
    pauseTransfer: (id) => done(queue.pause(id)),
    resumeTransfer: (id) => {
      queue.resume(id);
      return done(undefined);
    },
    forgetTransfers: (ids) => {
      queue.forget(ids);
      return done(undefined);
    },
  };
}
