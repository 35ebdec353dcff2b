// A folder of the computer that keeps backups. Content lies in it by its own hash, so that what is the same in two backups, or in two files, is there
// once:
//
//   FOLDER/backups/ID.json     what a backup consists of (manifest.ts); complete as soon as it is there
//   FOLDER/blobs/ab/abcd...    content, named by its SHA-256
//
// Each file appears whole or not at all, and content is never used before it was hashed again. No name of a board becomes a name here.

import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AdderError, isAdderError } from '../../../shared/errors';
import { writeFileAtomically } from '../../host/atomic-write';
import { localError, systemCode } from '../../host/local-error';
import { makeFolders } from '../../host/make-folders';
import { parseManifest, printManifest, type BackupManifest } from './manifest';

const MANIFEST_NAME = /^(\d{8}T\d{9}Z-[0-9a-f]{8})\.json$/;
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;

const BLOB_NAME = /^[0-9a-f]{64}$/;
/** Content that is younger may belong to a backup that is just being made, ms. */
const FRESH_MS = 24 * 60 * 60 * 1000;

/** What was removed from a folder with backups. */
export interface PruneReport {
  /** How many backups. */
  readonly backups: number;
  /** Bytes of content. */
  readonly bytes: number;
}

/** A folder with backups. */
export class BackupStore {
  /** @param folder on the computer; it is made when something is saved */
  constructor(readonly folder: string) {}

  /** The ids of all backups, the oldest first. None where there is no such folder. */
  async ids(): Promise<string[]> {
    const names = await this.locally(this.backups, () => readdir(this.backups)).catch(
      (error: unknown) => {
        if (isAdderError(error, 'local-not-found')) return [];
        throw error;
      },
    );
    return names.flatMap((name) => MANIFEST_NAME.exec(name)?.[1] ?? []).sort();
  }

  /** One backup, the newest if none is named. Rejects with `backup-not-found`, `backup-damaged`, `backup-too-new`. */
  async read(id?: string): Promise<BackupManifest> {
    const ids = await this.ids();
    const found = id === undefined ? ids.at(-1) : ids.find((one) => one === id);
    if (found === undefined)
      throw new AdderError('backup-not-found', { detail: id ?? this.folder });
    const path = join(this.backups, `${found}.json`);
    return this.locally(path, async () => {
      if ((await stat(path)).size > MAX_MANIFEST_BYTES)
        throw new AdderError('backup-damaged', { detail: found });
      return parseManifest(await readFile(path, 'utf8'), found);
    });
  }

  /** After this the backup is there. Its content must be. */
  async save(manifest: BackupManifest): Promise<void> {
    const path = join(this.backups, `${manifest.id}.json`);
    await this.locally(path, async () => {
      await makeFolders(this.backups);
      await writeFileAtomically(path, Buffer.from(printManifest(manifest)));
    });
  }

  /** Content, or undefined where it is not there or is not what its name says. */
  async content(sha256: string): Promise<Uint8Array | undefined> {
    const path = this.blob(sha256);
    try {
      const bytes = await readFile(path);
      return digestOf(bytes) === sha256 ? bytes : undefined;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw localError(error, path);
    }
  }

  /** Keeps content and looks whether the disk has it. Resolves with its SHA-256. */
  async keep(bytes: Uint8Array): Promise<string> {
    const sha256 = digestOf(bytes);
    const path = this.blob(sha256);
    await this.locally(path, async () => {
      await makeFolders(join(this.folder, 'blobs', sha256.slice(0, 2)));
      await writeFileAtomically(path, bytes);
    });
    if (!(await this.content(sha256))) throw new AdderError('local-failed', { detail: path });
    return sha256;
  }

  /**
   * Removes all but the newest backups of each board, and content that no backup needs any more. What was written in the last day stays: another
   * program may be about to save a backup of it. Where a backup cannot be read, nobody knows what it needs, and no content is removed.
   */
  async prune(keep: number, now = Date.now()): Promise<PruneReport> {
    const newest = new Map<string, number>();
    const needed = new Set<string>();
    const old: string[] = [];
    const unknown: string[] = [];
    for (const id of (await this.ids()).reverse()) {
      const manifest = await this.read(id).catch((error: unknown) => {
        if (!isAdderError(error)) throw error;
        unknown.push(id);
        return undefined;
      });
      if (!manifest) continue;
      const { board, fileSystems } = manifest;
      const name = JSON.stringify([board.id, board.machine, board.platform]);
      const count = (newest.get(name) ?? 0) + 1;
      newest.set(name, count);
      if (count > keep) old.push(id);
      else for (const { files } of fileSystems) for (const { sha256 } of files) needed.add(sha256);
    }
    for (const id of old) {
      const path = join(this.backups, `${id}.json`);
      await this.locally(path, () => rm(path, { force: true }));
    }
    const isSure = unknown.length === 0;
    return { backups: old.length, bytes: isSure ? await this.sweep(needed, now - FRESH_MS) : 0 };
  }

  /** Removes content that nobody needs and that is older than this. Resolves with its bytes. */
  private async sweep(needed: ReadonlySet<string>, before: number): Promise<number> {
    let bytes = 0;
    const blobs = join(this.folder, 'blobs');
    for (const folder of await readdir(blobs).catch(() => []))
      for (const name of await readdir(join(blobs, folder)).catch(() => [])) {
        if (!BLOB_NAME.test(name) || needed.has(name)) continue;
        const path = join(blobs, folder, name);
        await this.locally(path, async () => {
          const { mtimeMs, size } = await stat(path);
          if (mtimeMs >= before) return;
          await rm(path, { force: true });
          bytes += size;
        });
      }
    return bytes;
  }

  private get backups(): string {
    return join(this.folder, 'backups');
  }

  private blob(sha256: string): string {
    return join(this.folder, 'blobs', sha256.slice(0, 2), sha256);
  }

  private async locally<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof AdderError ? error : localError(error, path);
    }
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
