// The texts of a picked folder, one after the other: for looking through them and for changing them. Left out is what nobody means:
// hidden folders, what programs keep for themselves, what is no text, and what is very long.

import type { FolderId, LocalEntry } from '../../ipc/contract';
import type { Folders } from './folders';

const SKIPPED = new Set(['node_modules', '__pycache__']);
const MOST_FILES = 20_000;
const DEEPEST = 32;
/** Longer files are nobody's program, bytes. */
export const LONGEST_TEXT = 2 * 1024 * 1024;

/**
 * Steps to each, in the order of their names, files before folders. A folder that two links lead to comes once.
 *
 * @param onUnread a folder cannot be looked into
 */
export async function* textFiles(
  folders: Folders,
  folder: FolderId,
  signal: AbortSignal,
  onUnread: (error: unknown) => void,
): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  let count = 0;
  async function entriesOf(steps: readonly string[]): Promise<LocalEntry[]> {
    try {
      const { path } = await folders.resolve(folder, steps);
      if (seen.has(path) || steps.length > DEEPEST) return [];
      seen.add(path);
      return await folders.list(folder, steps);
    } catch (error) {
      onUnread(error);
      return [];
    }
  }
  async function* walk(steps: readonly string[]): AsyncGenerator<readonly string[]> {
    const entries = await entriesOf(steps);
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const { name, kind, size } of entries) {
      if (kind !== 'file' || size > LONGEST_TEXT) continue;
      if (signal.aborted || ++count > MOST_FILES) return;
      yield [...steps, name];
    }
    for (const { name, kind } of entries) {
      if (kind !== 'folder' || name.startsWith('.') || SKIPPED.has(name)) continue;
      if (signal.aborted || count > MOST_FILES) return;
      yield* walk([...steps, name]);
    }
  }
  yield* walk([]);
}
