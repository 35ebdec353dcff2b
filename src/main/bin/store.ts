// The bin on the disk: a folder for what was deleted together, with its record and the things themselves under numbers. The record comes first: whatever
// ends Adder in the middle, a thing lies in its old place, or here with a record, or in both.
//
//   bin/ID/record.json   written as a whole
//   bin/ID/0, 1, ...     files and folders; what the record names and is not here was not moved

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../engine/host/atomic-write';
import { AdderError } from '../../shared/errors';
import { exists, UNFINISHED } from '../computer/move';
import { readKept } from '../kept-file';
import type { Log } from '../log';
import { parseRecord, printRecord, withEntries, type BinRecord } from './record';

const ID = /^bin-[0-9a-f]{16}$/;
const GONE = '.gone-';
const RECORD = 'record.json';

/** What is older is removed, ms, ... */
export const LONGEST_MS = 30 * 24 * 3600 * 1000;
/** ... and the oldest of what is more, bytes; the newest always stays, so that a slip can be undone. */
export const MOST_BYTES = 1024 ** 3;

/** For an errand that works with the bin. */
export interface OpenBin {
  readonly store: BinStore;
  /** Runs what changes it; whoever looks at the bin hears of that afterwards. */
  readonly change: (work: () => Promise<void>) => Promise<void>;
}

export class BinStore {
  private readonly records = new Map<string, BinRecord>();
  /** Somebody works with them. */
  private readonly busy = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly log: Log,
  ) {}

  /** Takes up what an earlier start has left, and ends what it has begun. Never rejects. */
  async recover(now: number): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.sort()) {
      try {
        if (name.startsWith(GONE)) await rm(join(this.folder, name), { recursive: true });
        else if (ID.test(name)) await this.takeUp(name);
      } catch (error) {
        this.log('something in the bin could not be read', error);
      }
    }
    await this.prune(now);
  }

  /** The last one first. */
  list(): readonly (readonly [id: string, record: BinRecord])[] {
    return [...this.records].sort(([, a], [, b]) => b.when - a.when);
  }

  /** Throws `bad-request` for one that is not there. */
  recordOf(id: string): BinRecord {
    const record = this.records.get(id);
    if (!record) throw new AdderError('bad-request', { detail: 'bin' });
    return record;
  }

  placeOf(id: string, blob: string): string {
    return join(this.folder, id, blob);
  }

  /** A new folder with this record. It is not listed before `keep`. */
  async begin(record: BinRecord): Promise<string> {
    const id = `bin-${randomBytes(8).toString('hex')}`;
    await mkdir(join(this.folder, id), { recursive: true });
    await this.write(id, record);
    return id;
  }

  async keep(id: string, record: BinRecord): Promise<void> {
    await this.write(id, record);
    this.records.set(id, record);
  }

  /** Runs work on one that nobody else works on meanwhile. Rejects with `bad-request` for one that is not there. */
  async use<Result>(id: string, work: (record: BinRecord) => Promise<Result>): Promise<Result> {
    const record = this.recordOf(id);
    if (this.busy.has(id)) throw new AdderError('bad-request', { detail: 'bin' });
    this.busy.add(id);
    try {
      return await work(record);
    } finally {
      this.busy.delete(id);
    }
  }

  /** For ever. */
  async remove(id: string): Promise<void> {
    this.records.delete(id);
    // One name at once: a removal that is cut short leaves nothing that looks like a thing of the bin.
    const gone = join(this.folder, `${GONE}${id}`);
    await rename(join(this.folder, id), gone);
    await rm(gone, { recursive: true, force: true });
  }

  /** Removes what is too old or too much. Never rejects. */
  async prune(now: number): Promise<void> {
    let bytes = 0;
    for (const [index, [id, { when, size }]] of this.list().entries()) {
      bytes += size;
      const isOver = now - when > LONGEST_MS || (index > 0 && bytes > MOST_BYTES);
      if (!isOver || this.busy.has(id)) continue;
      bytes -= size;
      await this.remove(id).catch((error: unknown) => {
        this.log('something in the bin could not be removed', error);
      });
    }
  }

  private async takeUp(id: string): Promise<void> {
    const file = join(this.folder, id, RECORD);
    const names = await readdir(join(this.folder, id));
    const record = await readKept(file, parseRecord, 'a record of the bin', this.log);
    // Without a record nothing was put in; with one that makes no sense the things stay for whoever wants to look.
    if (!record && names.some((name) => /^\d/.test(name))) return;
    if (!record?.isWhole) {
      await this.remove(id);
      return;
    }
    for (const name of names.filter((one) => UNFINISHED.test(one)))
      await rm(join(this.folder, id, name), { recursive: true, force: true });
    const there = await this.whatIsThere(id, record);
    if (!there) await this.remove(id);
    else if (there === record) this.records.set(id, record);
    else await this.keep(id, there);
  }

  /** Things of the computer that were not moved, or went back, are not the bin's. */
  private async whatIsThere(id: string, record: BinRecord): Promise<BinRecord | undefined> {
    const { from } = record;
    if (from.kind === 'board') return record;
    const entries: typeof from.entries = [];
    for (const entry of from.entries)
      if (await exists(this.placeOf(id, entry.blob))) entries.push(entry);
    if (entries.length === from.entries.length) return record;
    return entries.length === 0 ? undefined : withEntries(record, from, entries);
  }

  private async write(id: string, record: BinRecord): Promise<void> {
    await writeFileAtomically(join(this.folder, id, RECORD), Buffer.from(printRecord(record)));
  }
}
