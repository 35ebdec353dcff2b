// What was downloaded once, in a folder that the host gives: content by its SHA-256, and for each address which content it had. It is a help,
// never a condition: what cannot be read or written, or has changed on the disk, is as if it was not there.

import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolders } from '../host/make-folders';

/** Of all content: thousands of packages. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Downloads in a folder of the computer. */
export class PackageCache {
  /** @param folder is made when it is needed */
  constructor(private readonly folder: string) {}

  /** What this address had when it was last reached, if that is known and unchanged on the disk. */
  async get(url: string): Promise<Uint8Array | undefined> {
    const note = await readFile(this.noteOf(url), 'utf8').catch(() => '');
    const digest = /^[0-9a-f]{64}(?=\n)/.exec(note)?.[0];
    if (digest === undefined) return undefined;
    const content = this.contentOf(digest);
    const bytes = await readFile(content).catch(() => undefined);
    if (!bytes || sha256(bytes) === digest) return bytes;
    await rm(content, { force: true }).catch(() => undefined);
    return undefined;
  }

  /** Remembers what this address has. Never rejects. */
  async put(url: string, bytes: Uint8Array): Promise<void> {
    const digest = sha256(bytes);
    try {
      await writeWhole(this.contentOf(digest), bytes);
      await writeWhole(this.noteOf(url), `${digest}\n${url}\n`);
    } catch {
      // A full or read-only disk: the package is installed all the same.
    }
  }

  /** Removes what was downloaded longest ago, where there is more than a help is worth. Never rejects. */
  async tidy(most = MOST_BYTES): Promise<void> {
    const all: { path: string; size: number; time: number }[] = [];
    const content = join(this.folder, 'content');
    for (const folder of await readdir(content).catch(() => []))
      for (const name of await readdir(join(content, folder)).catch(() => [])) {
        const path = join(content, folder, name);
        const facts = await stat(path).catch(() => undefined);
        if (facts) all.push({ path, size: facts.size, time: facts.mtimeMs });
      }
    let left = all.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of all.sort((a, b) => a.time - b.time)) {
      if (left <= most) return;
      await rm(path, { force: true }).catch(() => undefined);
      left -= size;
    }
  }

  private contentOf(digest: string): string {
    return join(this.folder, 'content', digest.slice(0, 2), digest);
  }

  private noteOf(url: string): string {
    return join(this.folder, 'addresses', sha256(Buffer.from(url)));
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Another Adder may write the same at the same time. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await makeFolders(dirname(path), { mode: 0o700 });
  const beside = `${path}.${randomUUID()}`;
  try {
    await writeFile(beside, content);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}
