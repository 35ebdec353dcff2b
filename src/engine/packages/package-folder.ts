// The packages of one folder of a board: reads their record, and changes them so that whatever goes wrong, all of the old or all of the
// new ones are there. The new files come beside the old ones and are checked there; then the journal says that they are whole; then they
// are renamed into place in one program. A change that was interrupted is undone or finished by the next one (docs/adr/0008-packages.md).

import type { Progress } from '../../shared/board';
import { AdderError } from '../../shared/errors';
import type { BoardFiles } from '../board/files/board-files';
import { placesOf, planTree, type TreeEntry } from '../board/files/tree-plan';
import type { UploadItem } from '../board/files/upload-items';
import type { OperationOptions } from '../board/types';
import {
  ending,
  JOURNAL_NAME,
  MAX_JOURNAL_BYTES,
  parseJournal,
  printJournal,
  stagedName,
  type Journal,
} from './journal';
import { foldersOf, inTarget, targetFolders } from './paths';
import {
  MAX_RECORD_BYTES,
  parseRecord,
  printRecord,
  RECORD_NAME,
  type PackageRecord,
} from './record';

export interface PackageChange {
  /** Files below the target that are not there yet as they are to be. */
  readonly writes: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Files below the target. */
  readonly removals: readonly string[];
  readonly record: PackageRecord;
}

export interface ChangeOptions extends OperationOptions {
  readonly onProgress?: (progress: Progress) => void;
}

/** What was found of an interrupted change, and has been done about it. */
export type Recovery = 'undone' | 'finished';

export class PackageFolder {
  private constructor(
    private readonly files: BoardFiles,
    readonly target: string,
    readonly record: PackageRecord,
    readonly recovery: Recovery | undefined,
  ) {}

  /** Rejects with `bad-package-record`, `package-unfinished`. */
  static async open(
    files: BoardFiles,
    target: string,
    options: OperationOptions,
  ): Promise<PackageFolder> {
    const [journalPath, recordPath] = [
      inTarget(target, JOURNAL_NAME),
      inTarget(target, RECORD_NAME),
    ];
    const asked = [journalPath, recordPath].map((path) => ({ path, size: -1 }));
    const [journal, before] = await files.survey(asked, options);
    let record = before;
    let recovery: Recovery | undefined;
    if (journal?.kind === 'other-size') {
      refuseLarge(journal.size, MAX_JOURNAL_BYTES, 'package-unfinished', journalPath);
      const found = parseJournal(await files.read(journalPath, options), journalPath);
      await end(files, target, found, options);
      recovery = found.state === 'placing' ? 'finished' : 'undone';
      [, record] = await files.survey(asked, options);
    }
    if (record?.kind !== 'other-size') return new PackageFolder(files, target, [], recovery);
    refuseLarge(record.size, MAX_RECORD_BYTES, 'bad-package-record', recordPath);
    const packages = parseRecord(await files.read(recordPath, options), recordPath);
    return new PackageFolder(files, target, packages, recovery);
  }

  /**
   * Rejects as `BoardFiles.writeMany`, and with `not-a-folder` or `is-a-folder` where something else is in the place: the old packages
   * are whole then. With any other error of the board, and `link-lost`, the next change finishes or undoes this one. From the moment that
   * all is written it cannot be aborted any more.
   */
  async change(change: PackageChange, options: ChangeOptions): Promise<void> {
    const { target, files } = this;
    const isGone = change.record.length === 0;
    const record = { path: RECORD_NAME, bytes: printRecord(change.record) };
    const writes = isGone ? change.writes : [...change.writes, record];
    const removals = isGone ? [...change.removals, RECORD_NAME] : change.removals;
    const staged = writes.map(({ path }) => path);
    const missing = await this.missingFolders(staged, options);
    const staging: Journal = {
      state: 'staging',
      staged,
      remove: [],
      folders: [...missing.below].reverse(),
    };
    const folders = foldersOf(removals).sort((a, b) => b.length - a.length);
    const placing: Journal = { state: 'placing', staged, remove: removals, folders };
    const folder = (path: string): UploadItem => ({ kind: 'folder', path });
    const file = (path: string, bytes: Uint8Array): UploadItem => {
      return { kind: 'file', path: inTarget(target, path), bytes };
    };
    const items = [
      ...missing.above.map(folder),
      file(JOURNAL_NAME, printJournal(staging)),
      ...missing.below.map((path) => folder(inTarget(target, path))),
      ...writes.map(({ path, bytes }, number) => file(stagedName(path, number), bytes)),
      file(JOURNAL_NAME, printJournal(placing)),
    ];
    try {
      await files.writeMany(items, options);
    } catch (error) {
      // If this fails too, the journal tells the next one.
      const { interrupt } = options;
      await end(files, target, staging, { ...(interrupt && { interrupt }) }).catch(() => undefined);
      throw error;
    }
    const { interrupt } = options;
    await end(files, target, placing, { ...(interrupt && { interrupt }) });
  }

  /** Of the target and below it, in the order they are to be made. Rejects where something else is in the place of a folder or a file. */
  private async missingFolders(
    paths: readonly string[],
    options: OperationOptions,
  ): Promise<{ above: string[]; below: string[] }> {
    const { target, files } = this;
    const above = targetFolders(target);
    const below = foldersOf(paths);
    const entries: TreeEntry[] = [
      ...[...above, ...below.map((path) => inTarget(target, path))].map((path): TreeEntry => ({
        kind: 'folder',
        path,
      })),
      ...paths.map((path): TreeEntry => {
        return { kind: 'file', path: inTarget(target, path), size: 0, read: nothing };
      }),
    ];
    const found = await files.survey(placesOf(entries, false), options);
    const plan = planTree(entries, found, new Map());
    const missing = new Set(plan.folders.map(({ folder }) => folder.path));
    return {
      above: above.filter((path) => missing.has(path)),
      below: below
        .filter((path) => missing.has(inTarget(target, path)))
        .sort((a, b) => a.length - b.length),
    };
  }
}

async function end(
  files: BoardFiles,
  target: string,
  journal: Journal,
  options: OperationOptions,
): Promise<void> {
  await files.arrange(ending(target, journal), options);
}

function nothing(): Promise<Uint8Array> {
  return Promise.resolve(new Uint8Array());
}

function refuseLarge(
  size: number,
  most: number,
  code: 'package-unfinished' | 'bad-package-record',
  path: string,
): void {
  if (size > most) throw new AdderError(code, { detail: `${path}: ${size} bytes` });
}
