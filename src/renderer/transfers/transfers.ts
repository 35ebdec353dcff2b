// The queue of uploads: one at a time, in order, each with its own progress, end and way to try again. Where the bytes come
// from is the item's own business; they are read when its turn comes.

import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { MAX_FILE_BYTES } from '../../ipc/contract';
import { AdderError, isAdderError, toAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { mayStopProgram, stopAndWait } from '../devices/busy';
import { useBoardFiles, type ReplaceAnswer } from '../files/board-files';
import { join, parentOf } from '../files/names';
import { t } from '../i18n';
import { useAnnouncer } from '../status/announcer';
import { transferId } from './ids';

export type TransferState =
  'waiting' | 'checking' | 'active' | 'done' | 'failed' | 'cancelled' | 'skipped';

export interface Source {
  readonly kind: 'file';
  readonly name: string;
  readonly size: number;
  readonly read: () => Promise<Uint8Array>;
}

/** A folder to make, so that empty ones arrive too. */
export interface FolderSource {
  readonly kind: 'folder';
  readonly name: string;
}

export interface Upload {
  /** Where on the board. */
  readonly path: string;
  readonly source: Source | FolderSource;
}

export interface Transfer {
  readonly id: string;
  readonly path: string;
  readonly source: Source;
  state: TransferState;
  done: number;
  total: number;
  error: AdderError | undefined;
}

/** What the person has agreed to for all that was dropped together. */
interface Batch {
  readonly board: string;
  readonly folders: Set<string>;
  several: boolean;
  forAll: ReplaceAnswer['answer'] | undefined;
  interrupt: boolean;
  /** The person keeps the running program: nothing of this batch goes. */
  refused: boolean;
}

const ENDED: ReadonlySet<TransferState> = new Set(['done', 'failed', 'cancelled', 'skipped']);

/** How long a finished upload stays in the list. */
const LINGER_MS = 8000;

export const useTransfers = defineStore('transfers', () => {
  const adder = useAdder();
  const board = useBoard();
  const transfers = shallowRef<readonly Transfer[]>([]);
  const queue: (() => Promise<void>)[] = [];
  let working = false;

  const active = computed(() =>
    transfers.value.find(({ state }) => state === 'active' || state === 'checking'),
  );
  const failed = computed(() => transfers.value.filter(({ state }) => state === 'failed'));

  adder.on('transferProgress', (id, { done, total }) => {
    const transfer = transfers.value.find((other) => other.id === id);
    if (transfer?.state !== 'active') return;
    transfer.done = done;
    transfer.total = total;
  });

  /** Queues what was dropped or chosen together. */
  function upload(uploads: readonly Upload[]): void {
    if (!board.live) return;
    const files = uploads.filter((one) => one.source.kind === 'file');
    const batch: Batch = {
      board: board.live.board,
      folders: new Set(['/']),
      several: files.length > 1,
      forAll: undefined,
      interrupt: false,
      refused: false,
    };
    // A new errand: what went well before is old news.
    clearEnded('done', 'skipped', 'cancelled');
    const made: Transfer[] = [];
    for (const { path, source } of uploads) {
      if (source.kind === 'folder') queue.push(() => makeFolder(batch, path));
      else {
        const transfer = makeTransfer(path, source);
        made.push(transfer);
        queue.push(() => send(transfer, batch));
      }
    }
    transfers.value = [...transfers.value, ...made];
    queue.push(() => useBoardFiles().refresh());
    void work();
  }

  function makeTransfer(path: string, source: Source): Transfer {
    return shallowReactive<Transfer>({
      id: transferId(),
      path,
      source,
      state: 'waiting',
      done: 0,
      total: source.size,
      error: undefined,
    });
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = queue.shift(); next; next = queue.shift()) await next();
    working = false;
  }

  async function send(transfer: Transfer, batch: Batch): Promise<void> {
    if (transfer.state !== 'waiting') return;
    try {
      transfer.state = 'checking';
      if (batch.refused) throw new AdderError('aborted');
      if (transfer.source.size > MAX_FILE_BYTES)
        throw new AdderError('file-too-large', { detail: transfer.source.name });
      await makeFolders(batch, parentOf(transfer.path));
      if (!(await mayReplace(transfer, batch))) {
        transfer.state = 'skipped';
        forgetLater(transfer);
        return;
      }
      const bytes = await transfer.source.read();
      transfer.total = bytes.length;
      if (hasEnded(transfer)) return; // cancelled meanwhile
      transfer.state = 'active';
      await agreed(batch, (interrupt) =>
        adder.call('writeBoardFile', batch.board, transfer.path, bytes, transfer.id, interrupt),
      );
      transfer.done = bytes.length;
      transfer.state = 'done';
      useAnnouncer().announce(
        t('transfers.announceDone', { name: visibleName(transfer.source.name) }),
      );
      forgetLater(transfer);
    } catch (error) {
      if (hasEnded(transfer)) return; // cancelled while it was being checked
      transfer.error = toAdderError(error, 'local-failed');
      transfer.state = transfer.error.code === 'aborted' ? 'cancelled' : 'failed';
      if (transfer.state === 'cancelled') forgetLater(transfer);
    }
  }

  function hasEnded(transfer: Transfer): boolean {
    return ENDED.has(transfer.state);
  }

  async function mayReplace(transfer: Transfer, batch: Batch): Promise<boolean> {
    const files = useBoardFiles();
    const there = await agreed(batch, () =>
      adder.call('listBoardFiles', batch.board, parentOf(transfer.path)),
    );
    const old = there.find((entry) => join(parentOf(transfer.path), entry.name) === transfer.path);
    if (!old) return true;
    if (old.kind === 'folder')
      throw new AdderError('is-a-folder', { detail: t('files.folderExists') });
    if (batch.forAll === undefined) {
      const { answer, forAll } = await files.askReplace(old.name, batch.several);
      if (!forAll) return answer === 'replace';
      batch.forAll = answer;
    }
    return batch.forAll === 'replace';
  }

  /** As `whenFree`, with one question for the whole batch. */
  async function agreed<Result>(
    batch: Batch,
    act: (interrupt: boolean) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await act(batch.interrupt);
    } catch (error) {
      if (!isAdderError(error, 'board-busy') || batch.interrupt) throw error;
    }
    batch.interrupt = await mayStopProgram('upload');
    batch.refused = !batch.interrupt;
    if (batch.refused) throw new AdderError('aborted');
    await stopAndWait();
    return act(true);
  }

  async function makeFolder(batch: Batch, path: string): Promise<void> {
    // An error shows with the files of this folder, each of which needs it too.
    await makeFolders(batch, path).catch(() => undefined);
  }

  async function makeFolders(batch: Batch, path: string): Promise<void> {
    if (batch.folders.has(path)) return;
    await makeFolders(batch, parentOf(path));
    try {
      await agreed(batch, () => adder.call('makeBoardFolder', batch.board, path));
    } catch (error) {
      if (!isAdderError(error, 'file-exists')) throw error;
    }
    batch.folders.add(path);
  }

  async function cancel(transfer: Transfer): Promise<void> {
    if (hasEnded(transfer)) return;
    const wasActive = transfer.state === 'active';
    // While bytes are on their way the board's answer says how it ended.
    if (wasActive) await adder.call('cancelTransfer', transfer.id);
    else {
      transfer.state = 'cancelled';
      forgetLater(transfer);
    }
  }

  function retry(transfer: Transfer): void {
    const again: Upload = { path: transfer.path, source: transfer.source };
    forget(transfer);
    upload([again]);
  }

  function forget(transfer: Transfer): void {
    transfers.value = transfers.value.filter((other) => other !== transfer);
  }

  function forgetLater(transfer: Transfer): void {
    setTimeout(() => {
      forget(transfer);
    }, LINGER_MS);
  }

  function clearEnded(...states: readonly TransferState[]): void {
    transfers.value = transfers.value.filter(({ state }) => !states.includes(state));
  }

  function clear(): void {
    clearEnded('done', 'failed', 'cancelled', 'skipped');
  }

  return { transfers, active, failed, upload, cancel, retry, clear };
});
