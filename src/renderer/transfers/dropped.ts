// Reads what was dropped from the desktop: files, and folders with all that is in them, without any path of the computer.

import { MAX_FILE_BYTES } from '../../ipc/fields';
import { AdderError } from '../../shared/errors';
import { useProblems } from '../problems/problems';

/** One thing to bring there, with its steps below the folder that it was dropped on. */
export type Dropped =
  | { readonly kind: 'file'; readonly steps: readonly string[]; readonly file: File }
  | { readonly kind: 'folder'; readonly steps: readonly string[] };

/** What file managers leave behind; nobody means to bring these along. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Must be called while the drop is being handled: afterwards the browser has emptied it. */
export function takeDropped(data: DataTransfer): Promise<Dropped[]> {
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of data.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) loose.push(file);
  }
  return readAll(entries, loose);
}

/** Deals with what is dropped in the order of the drops, however long files take to be read. The call must be made while the drop is being handled. */
export function inTurn(): (
  data: DataTransfer,
  work: (found: readonly Dropped[]) => Promise<void>,
) => Promise<void> {
  let before: Promise<unknown> = Promise.resolve();
  return async (data, work) => {
    const dropped = takeDropped(data);
    dropped.catch(() => undefined); // it is told when its turn comes
    const dealt = before.then(() => useProblems().guard(async () => work(await dropped)));
    before = dealt;
    await dealt;
  };
}

/** @throws AdderError `file-too-large` */
export function checkSize({ name, size }: File): void {
  if (size > MAX_FILE_BYTES) throw new AdderError('file-too-large', { detail: name });
}

/**
 * @throws AdderError `file-too-large`, `local-not-found` where it is gone since the drop, and `local-failed` where it has changed or may not be read
 */
export async function bytesOf(file: File): Promise<Uint8Array> {
  checkSize(file);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw unreadable(file.name, error);
  }
}

function unreadable(name: string, cause: unknown): AdderError {
  const isGone = cause instanceof DOMException && cause.name === 'NotFoundError';
  return new AdderError(isGone ? 'local-not-found' : 'local-failed', { detail: name, cause });
}

async function readAll(
  entries: readonly FileSystemEntry[],
  loose: readonly File[],
): Promise<Dropped[]> {
  const found: Dropped[] = loose.map((file) => ({ kind: 'file', steps: [file.name], file }));
  for (const entry of entries) await readEntry(entry, [], found);
  return found;
}

async function readEntry(
  entry: FileSystemEntry,
  above: readonly string[],
  found: Dropped[],
): Promise<void> {
  if (LITTER.has(entry.name)) return;
  const steps = [...above, entry.name];
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, (error) => {
        reject(unreadable(entry.name, error));
      });
    });
    found.push({ kind: 'file', steps, file });
  } else if (isFolder(entry)) {
    found.push({ kind: 'folder', steps });
    for (const child of await readFolder(entry)) await readEntry(child, steps, found);
  }
}

/** A reader gives a part at a time, and nothing when there is no more. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, (error) => {
        reject(unreadable(folder.name, error));
      });
    });
    if (part.length === 0) return all;
    all.push(...part);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
