// What lies on the disk: the bytes of a file, and the hash by which the window knows whether it is still the same. Writing is refused for a
// file that nobody may write, although a rename over it would succeed, and for one that somebody else has changed.

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import type { LocalFact } from '../../ipc/contract';
import { MAX_FILE_BYTES } from '../../ipc/fields';
import { writeFileAtomically } from '../../engine/host/atomic-write';
import { AdderError } from '../../shared/errors';

// Opening a pipe would otherwise wait for somebody to write into it; Windows has no such flag.
const READ =
  process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK;

/** Rejects with `local-failed` for what is no file, `file-too-large`, and the system's errors. */
export async function readContent(path: string, name: string): Promise<Uint8Array> {
  const handle = await open(path, READ);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new AdderError('local-failed', { detail: name });
    if (facts.size > MAX_FILE_BYTES) throw new AdderError('file-too-large', { detail: name });
    return new Uint8Array(await handle.readFile());
  } finally {
    await handle.close();
  }
}

/** Rejects as `readContent`, except for a file that is not there. */
export async function lookAt(path: string, name: string): Promise<LocalFact> {
  try {
    const bytes = await readContent(path, name);
    return { kind: 'file', size: bytes.length, sha256: sha256(bytes) };
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    throw error;
  }
}

/**
 * Replaces the file as a whole. A file that is not there is made.
 *
 * @param expected the SHA-256 of what may be replaced; null: whatever is there
 * @throws AdderError `local-changed` when something else is there, unless it is what is to be written
 */
export async function replaceContent(
  path: string,
  name: string,
  bytes: Uint8Array,
  expected: string | null,
): Promise<void> {
  await refuseReadOnly(path, name);
  if (expected !== null) {
    const found = await lookAt(path, name);
    if (found.kind === 'file' && found.sha256 !== expected) {
      if (found.sha256 === sha256(bytes)) return;
      throw new AdderError('local-changed', { detail: name });
    }
  }
  await writeFileAtomically(path, bytes);
}

/** Also for the system's administrator, who may do all: somebody meant it. */
export async function refuseReadOnly(path: string, name: string): Promise<void> {
  let mode: number;
  try {
    ({ mode } = await stat(path));
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((mode & 0o222) === 0) throw new AdderError('local-read-only', { detail: name });
  await access(path, constants.W_OK);
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
