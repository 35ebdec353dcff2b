// Copies folders and files of the computer, or of anything that can be read, to a board: what is there is asked in one program,
// and what is missing or differs goes in a few streams. Whatever ends it, each file is the old or the new one.

import type { Guarantee } from '../../../shared/board';
import type { TransferOptions } from '../types';
import { throwIfAborted } from '../abort';
import type { BoardFiles } from './board-files';
import {
  filesToHash,
  placesOf,
  planTree,
  roomNeeded,
  type FileToCopy,
  type PlannedFile,
  type TreeEntry,
  type TreePlan,
} from './tree-plan';
import { sha256Of } from './content';
import { sizeOf, type UploadItem } from './upload-items';

/** How a tree is copied to a board. */
export interface CopyToBoardOptions extends TransferOptions {
  /** Writes also what is there already. */
  readonly force?: boolean;
  /** In the order of the entries: this file is as wanted. */
  readonly onFile?: (file: FileToCopy, how: 'written' | 'same') => void;
}

/** What was copied. */
export interface CopyToBoardReport {
  /** Files. */
  readonly written: number;
  /** Files that were there already. */
  readonly skipped: number;
  /** Folders that were made. */
  readonly folders: number;
  /** Of the file that is least sure. */
  readonly guarantee: Guarantee;
}

/** What one stream carries, and the computer holds in its memory. A larger file goes alone. */
const BATCH_BYTES = 1024 * 1024;
const BATCH_FILES = 200;

const BY_SURENESS: readonly Guarantee[] = ['copied', 'read-back', 'hash'];

/**
 * Makes that a board has these folders and files: what is there in the same size is compared by its hash and not sent again. Folders may come in any order, and exist. Rejects as `BoardFiles.writeMany`; with `not-a-folder` or `is-a-folder`, before anything is
 * written, where the board has the other one in the place; and with what `read` rejects with.
 */
export async function copyToBoard(
  files: Pick<BoardFiles, 'survey' | 'writeMany'>,
  entries: readonly TreeEntry[],
  options: CopyToBoardOptions = {},
): Promise<CopyToBoardReport> {
  return copyPlanned(files, await planCopyToBoard(files, entries, options), options);
}

/** The first half of `copyToBoard`: what would be written. Nothing is changed. */
export async function planCopyToBoard(
  files: Pick<BoardFiles, 'survey'>,
  entries: readonly TreeEntry[],
  options: CopyToBoardOptions = {},
): Promise<TreePlan> {
  const found = await files.survey(placesOf(entries, options.force !== true), options);
  const digests = new Map<FileToCopy, string>();
  if (options.force !== true)
    for (const file of filesToHash(entries, found)) {
      throwIfAborted(options.signal);
      digests.set(file, await digestOf(file));
    }
  return planTree(entries, found, digests);
}

/** The second half: what of the plan is not there already, or as much of it as is given. */
export async function copyPlanned(
  files: Pick<BoardFiles, 'writeMany'>,
  plan: TreePlan,
  options: CopyToBoardOptions = {},
): Promise<CopyToBoardReport> {
  const copying = new CopyingToBoard(files, plan.files, options);
  for (const { folder, area } of plan.folders) await copying.add(folder, { index: 0, area });
  for (const [index, { file, isSame, area }] of plan.files.entries())
    if (!isSame) await copying.addFile(file, { index, area });
  await copying.end();
  const skipped = plan.files.filter(({ isSame }) => isSame).length;
  return {
    written: plan.files.length - skipped,
    skipped,
    folders: plan.folders.length,
    guarantee: copying.guarantee,
  };
}

async function digestOf(file: FileToCopy): Promise<string> {
  const content = await file.read();
  try {
    return sha256Of(content).toString('hex');
  } finally {
    content.close?.();
  }
}

/** Where in the plan something stands: what files come with it or behind it, and where it lies on the board. */
interface Spot {
  readonly index: number;
  readonly area: string;
}

class CopyingToBoard {
  guarantee: Guarantee = 'hash';
  private items: UploadItem[] = [];
  private bytes = 0;
  /** Of what the next stream begins with. */
  private first: Spot = { index: 0, area: '' };
  /** Files of the plan that were told. */
  private told = 0;
  private doneBefore = 0;
  private total: number;

  constructor(
    private readonly files: Pick<BoardFiles, 'writeMany'>,
    private readonly plan: readonly PlannedFile[],
    private readonly options: CopyToBoardOptions,
  ) {
    this.total = plan.reduce((sum, { file, isSame }) => sum + (isSame ? 0 : file.size), 0);
  }

  async addFile(file: FileToCopy, spot: Spot): Promise<void> {
    if (this.bytes + file.size > BATCH_BYTES) await this.send();
    throwIfAborted(this.options.signal);
    const bytes = await file.read();
    this.total += bytes.length - file.size; // it may have changed since it was looked at
    await this.add({ kind: 'file', path: file.path, bytes }, spot);
  }

  async add(item: UploadItem, spot: Spot): Promise<void> {
    if (this.items.length === BATCH_FILES) await this.send();
    if (this.items.length === 0) this.first = spot;
    this.items.push(item);
    this.bytes += sizeOf(item);
  }

  async end(): Promise<void> {
    await this.send();
    this.tellSame();
  }

  private async send(): Promise<void> {
    const { items, bytes, first, options } = this;
    if (items.length === 0) return;
    this.items = [];
    this.bytes = 0;
    this.tellSame();
    let kept = 0;
    let done = 0;
    const report = (now: number): void => {
      done = Math.max(done, now);
      options.onProgress?.({ done: this.doneBefore + done, total: this.total });
    };
    const guarantee = await this.files
      .writeMany(items, {
        ...options,
        need: roomNeeded(this.plan.slice(first.index), first.area),
        onProgress: (progress) => report(progress.done),
        onKept: (count) => {
          const news = items.slice(kept, count);
          kept = count;
          report(items.slice(0, count).reduce((sum, item) => sum + sizeOf(item), 0));
          for (const { kind } of news) if (kind === 'file') this.tellWritten();
        },
      })
      .finally(() => {
        for (const item of items) if (item.kind === 'file') item.bytes.close?.();
      });
    this.doneBefore += bytes;
    if (BY_SURENESS.indexOf(guarantee) < BY_SURENESS.indexOf(this.guarantee))
      this.guarantee = guarantee;
  }

  private tellWritten(): void {
    const next = this.plan[this.told++];
    if (next) this.options.onFile?.(next.file, 'written');
    this.tellSame();
  }

  private tellSame(): void {
    for (let next = this.plan[this.told]; next?.isSame; next = this.plan[this.told]) {
      this.told++;
      this.options.onFile?.(next.file, 'same');
    }
  }
}
