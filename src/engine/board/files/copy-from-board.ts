// Copies folders and files of a board to the computer, or to anything that takes them: one program lists all that is below a folder,
// and the files come in streams. Every name is one that the computer can have and that leads nowhere else.

import { AdderError } from '../../../shared/errors';
import { onAbort, throwIfAborted } from '../abort';
import type { TransferOptions } from '../types';
import type { BoardFiles } from './board-files';
import { safeSteps } from './safe-name';

/** A file to fetch. */
export interface FileToFetch {
  /** The board's path. */
  readonly path: string;
  /** Bytes; 0 where it is not known. */
  readonly size: number;
}

/** Where the copy goes. The steps lead down from its folder; each is a safe name. */
export interface CopySink {
  /** A folder that exists is no error. Called for each folder after the one it lies in. */
  makeFolder(steps: readonly string[]): Promise<void>;
  /** A whole file, checked. One call after the other. */
  write(steps: readonly string[], bytes: Uint8Array): Promise<void>;
  /** SHA-256 in hexadecimal of the file there, if there is one of this size. Without it all is copied. */
  digestOf?(steps: readonly string[], size: number): Promise<string | undefined>;
}

/** How a folder is copied from a board. */
export interface CopyFromBoardOptions extends TransferOptions {
  /** Whose names are to be had. */
  readonly platform?: NodeJS.Platform;
}

/** What was copied. */
export interface CopyFromBoardReport {
  /** Files. */
  readonly written: number;
  /** Files that were there already. */
  readonly skipped: number;
  /** Folders that the sink was asked to make. */
  readonly folders: number;
}

/** A folder below the one that is copied. */
export interface TreeFolder {
  /** The names that lead to it from there, each safe for the computer. */
  readonly steps: readonly string[];
}

/** A file below the folder that is copied. */
export interface TreeFile extends FileToFetch {
  /** The names that lead to it, each safe for the computer. */
  readonly steps: readonly string[];
}

/** All that is in a folder of a board. */
export interface TreeListing {
  /** Each after the one it lies in. */
  readonly folders: readonly TreeFolder[];
  /** In the board's order. */
  readonly files: readonly TreeFile[];
}

/** What the computer holds in its memory before it is written. */
const BATCH_BYTES = 1024 * 1024;
const BATCH_FILES = 32;

/**
 * All that is in a folder of the board, with names for the computer: folders after the one they lie in, files in the board's order. Rejects with
 * `file-not-found`, `not-a-folder`, and `bad-name` for a name that the computer cannot have.
 */
export async function listTree(
  files: Pick<BoardFiles, 'list'>,
  folder: string,
  options: CopyFromBoardOptions = {},
): Promise<TreeListing> {
  const entries = await files.list(folder, { ...options, deep: true });
  const { platform = process.platform } = options;
  const inUse = new Set<string>();
  const open = new Set(['']);
  const folders: TreeFolder[] = [];
  const found: TreeFile[] = [];
  for (const { name, kind, size } of entries) {
    const steps = safeSteps(name, platform);
    // Two names that are one on the computer would overwrite each other, and a file in no folder has a slash in its name.
    const key = keyOf(steps, platform);
    const above = keyOf(steps.slice(0, -1), platform);
    if (inUse.has(key) || !open.has(above)) throw new AdderError('bad-name', { detail: name });
    inUse.add(key);
    if (kind === 'folder') {
      open.add(key);
      folders.push({ steps });
    } else found.push({ steps, size, path: below(folder, name) });
  }
  return { folders, files: found };
}

/** The folder with all that is in it. Rejects as `listTree` and `fetchFiles`; with a bad name, before anything is written. */
export async function copyFromBoard(
  files: Pick<BoardFiles, 'list' | 'survey' | 'readMany'>,
  folder: string,
  sink: CopySink,
  options: CopyFromBoardOptions = {},
): Promise<CopyFromBoardReport> {
  const tree = await listTree(files, folder, options);
  const wanted = await changedFiles(files, tree.files, sink, options);
  for (const { steps } of tree.folders) await sink.makeFolder(steps);
  await fetchFiles(files, wanted, ({ steps }, bytes) => sink.write(steps, bytes), options);
  const skipped = tree.files.length - wanted.length;
  return { written: wanted.length, skipped, folders: tree.folders.length };
}

/** The board hashes only what the computer has in the same size. */
async function changedFiles(
  files: Pick<BoardFiles, 'survey'>,
  all: readonly TreeFile[],
  sink: CopySink,
  options: CopyFromBoardOptions,
): Promise<readonly TreeFile[]> {
  const digests = new Map<TreeFile, string>();
  for (const file of all) {
    throwIfAborted(options.signal);
    const digest = await sink.digestOf?.(file.steps, file.size);
    if (digest !== undefined) digests.set(file, digest);
  }
  if (digests.size === 0) return all;
  const candidates = [...digests.keys()];
  const found = await files.survey(candidates, options);
  const same = new Set<TreeFile>();
  for (const [index, file] of candidates.entries()) {
    const there = found[index];
    if (there?.kind === 'same-size' && there.sha256 === digests.get(file)) same.add(file);
  }
  return all.filter((file) => !same.has(file));
}

/**
 * Several files, each handed over when it is whole, one after the other. Those that came before something went wrong are written. Rejects as
 * `BoardFiles.readMany`, and with what `write` rejects with.
 */
export async function fetchFiles<File extends FileToFetch>(
  files: Pick<BoardFiles, 'readMany'>,
  wanted: readonly File[],
  write: (file: File, bytes: Uint8Array) => Promise<void>,
  options: TransferOptions = {},
): Promise<void> {
  const { onProgress, ...operation } = options;
  const total = wanted.reduce((sum, { size }) => sum + size, 0);
  let doneBefore = 0;
  for (const batch of inBatches(wanted)) {
    const stop = new AbortController();
    const stopListening = onAbort(options.signal, () => stop.abort());
    let failed: { readonly error: unknown } | undefined;
    let writing = Promise.resolve();
    let next = 0;
    let received = 0;
    const take = (_: string, bytes: Uint8Array): void => {
      const file = batch[next++];
      received += bytes.length;
      if (file)
        writing = writing
          .then(() => (failed ? undefined : write(file, bytes)))
          .catch((error: unknown) => {
            failed ??= { error };
            stop.abort();
          });
    };
    try {
      await files.readMany(
        batch.map(({ path }) => path),
        take,
        {
          ...operation,
          signal: stop.signal,
          onProgress: ({ done }) =>
            onProgress?.({ done: doneBefore + done, total: Math.max(total, doneBefore + done) }),
        },
      );
    } catch (error) {
      await writing;
      throw failed ? failed.error : error;
    } finally {
      stopListening();
    }
    await writing;
    if (failed) throw failed.error;
    doneBefore += received;
  }
}

/** What goes in one stream each. */
export function* inBatches<File extends FileToFetch>(
  files: readonly File[],
): Generator<readonly File[]> {
  let batch: File[] = [];
  let bytes = 0;
  for (const file of files) {
    if (batch.length === BATCH_FILES || (batch.length > 0 && bytes + file.size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += file.size;
  }
  if (batch.length > 0) yield batch;
}

function keyOf(steps: readonly string[], platform: NodeJS.Platform): string {
  const path = steps.join('/');
  return platform === 'win32' || platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path;
}

function below(folder: string, name: string): string {
  return folder === '' || folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}
