// Find and replace in a picked folder. A search can be called off and shows a bounded number of places. What a replacement changes is written
// file by file, each as a whole and only where the file is still the one that was shown; the last replacement can be taken back.

import { createHash } from 'node:crypto';
import type { FolderId } from '../../ipc/contract';
import type { FolderMatches, FolderReplacement, FoundFile, ReplaceResult } from '../../ipc/search';
import { AdderError, isAdderError } from '../../shared/errors';
import { edited, unpacked } from '../../shared/text-search';
import type { PackedEdits, TextMatch, TextQuery } from '../../shared/text-search';
import type { Files } from './files';
import type { Folders } from './folders';
import { Matcher } from './matcher';
import { textFiles } from './text-files';

/** More places than anybody looks through. */
const MOST_MATCHES = 2000;

interface Undo {
  readonly id: string;
  readonly files: readonly {
    readonly steps: readonly string[];
    readonly before: Uint8Array;
    readonly after: Uint8Array;
  }[];
  readonly folder: FolderId;
}

export class FolderSearch {
  private running: AbortController | undefined;
  private last: Undo | undefined;
  private count = 0;

  constructor(
    private readonly folders: Folders,
    private readonly files: Files,
  ) {}

  /**
   * Calls off the one before. A file or folder that cannot be read is left out and counted. Rejects with `bad-pattern` and `slow-pattern`.
   */
  async find(folder: FolderId, query: TextQuery): Promise<FolderMatches> {
    this.running?.abort();
    const stop = new AbortController();
    this.running = stop;
    const matcher = new Matcher(query);
    const found: FoundFile[] = [];
    let room = MOST_MATCHES;
    let unread = 0;
    const noted = (): undefined => {
      unread++;
    };
    try {
      for await (const steps of textFiles(this.folders, folder, stop.signal, noted)) {
        const bytes = await this.files.readFromFolder(folder, steps).catch(noted);
        const text = bytes && decode(bytes);
        if (!bytes || text === undefined) continue;
        const matches = await matcher.find(text, room + 1);
        if (matches.length === 0) continue;
        const file = await this.files.idAt(folder, steps);
        found.push({
          steps,
          ...(file !== undefined && { file }),
          hash: hashOf(bytes),
          matches: matches.slice(0, room),
        });
        room -= matches.length;
        if (room < 0) break;
      }
    } finally {
      matcher.end();
    }
    return { files: found, isWhole: room >= 0 && !stop.signal.aborted, unread };
  }

  /** In texts that are not on the disk. Rejects as `find`. */
  async findInTexts(texts: readonly string[], query: TextQuery): Promise<TextMatch[][]> {
    return eachText(texts, query, (matcher, text) => matcher.find(text, MOST_MATCHES));
  }

  /** What changes in texts that are not on the disk. Rejects as `find`. */
  async editsInTexts(
    texts: readonly string[],
    query: TextQuery,
    replacement: string,
  ): Promise<PackedEdits[]> {
    return eachText(texts, query, (matcher, text) => matcher.edits(text, replacement));
  }

  cancel(): void {
    this.running?.abort();
  }

  /** What goes wrong with one file does not keep the others. */
  async replace(folder: FolderId, wanted: FolderReplacement): Promise<ReplaceResult> {
    const { query, replacement } = wanted;
    const changed: Undo['files'][number][] = [];
    const failed: { steps: readonly string[]; error: AdderError }[] = [];
    let count = 0;
    const matcher = new Matcher(query);
    for (const { steps, hash } of wanted.files) {
      try {
        const before = await this.files.readFromFolder(folder, steps);
        const text = decode(before);
        if (text === undefined || hashOf(before) !== hash)
          throw new AdderError('local-changed', { detail: steps.join('/') });
        const edits = unpacked(await matcher.edits(text, replacement));
        const after = Buffer.from(edited(text, edits));
        await this.files.saveToFolder(folder, steps, after);
        changed.push({ steps, before, after });
        count += edits.length;
      } catch (error) {
        if (!isAdderError(error)) throw error;
        failed.push({ steps, error });
        if (error.code === 'slow-pattern') break; // it would be so in the others, too
      }
    }
    matcher.end();
    this.last = { id: `replacement-${++this.count}`, folder, files: changed };
    return {
      undo: changed.length > 0 ? this.last.id : null,
      changed: changed.map(({ steps }) => steps),
      count,
      failed: failed.map(({ steps, error }) => ({ steps, error: error.toData() })),
    };
  }

  /** Gives each file its text back that is still as the replacement left it. Which are: the others were changed meanwhile. */
  async undo(id: string): Promise<readonly (readonly string[])[]> {
    const { last } = this;
    if (last?.id !== id) throw new AdderError('bad-request', { detail: 'undo' });
    this.last = undefined;
    const restored: (readonly string[])[] = [];
    for (const { steps, before, after } of last.files) {
      const now = await this.files.readFromFolder(last.folder, steps).catch(() => undefined);
      if (!now || Buffer.compare(now, after) !== 0) continue;
      await this.files.saveToFolder(last.folder, steps, before);
      restored.push(steps);
    }
    return restored;
  }
}

async function eachText<Found>(
  texts: readonly string[],
  query: TextQuery,
  look: (matcher: Matcher, text: string) => Promise<Found>,
): Promise<Found[]> {
  const matcher = new Matcher(query);
  const all: Found[] = [];
  try {
    for (const text of texts) all.push(await look(matcher, text));
  } finally {
    matcher.end();
  }
  return all;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Undefined for what is no text. A byte order mark stays. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
