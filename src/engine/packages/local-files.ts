// Packages that lie on the computer. What the person names is read, whatever it is; what a description in a folder names must lie in that
// folder, also behind symbolic links, for the folder may be a stranger's clone, and what it names goes to the board.

import { readFile, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { AdderError } from '../../shared/errors';
import { MAX_FILE_BYTES } from './download';
import { unsafe } from './paths';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
};

/** Rejects with `local-not-found`, `download-too-large`; its words are mip's. */
export async function readLocalManifest(path: string, maxBytes: number): Promise<Uint8Array> {
  return readCapped(path, maxBytes, () => `Error opening ${path}`);
}

export async function readLocalFile(path: string): Promise<Uint8Array> {
  return readCapped(path, MAX_FILE_BYTES, (words) => `${words} opening ${path}`);
}

/** @param relative from a description that lies in `folder`; '' is the working folder. Rejects also with `package-unsafe`. */
export async function readBeside(folder: string, relative: string): Promise<Uint8Array> {
  const path = folder === '' ? relative : `${folder}/${relative}`;
  if (relative.includes('\\'))
    throw new AdderError('package-file-not-found', {
      detail: `Use "/" instead of "\\" in file URLs: '${path.replaceAll('\\', '\\\\')}'\n`,
    });
  if (relative.startsWith('/') || relative.split('/').includes('..')) throw unsafe(relative);
  const [root, real] = await Promise.all([
    realpath(folder === '' ? '.' : folder).catch(() => undefined),
    realpath(path).catch(() => undefined),
  ]);
  if (
    root !== undefined &&
    real !== undefined &&
    !real.startsWith(root.replace(/[\\/]$/, '') + sep)
  )
    throw unsafe(relative);
  return readLocalFile(path);
}

async function readCapped(
  path: string,
  maxBytes: number,
  words: (reason: string) => string,
): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) throw new AdderError('download-too-large', { detail: path });
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof AdderError) throw cause;
    const { code = '' } = cause as NodeJS.ErrnoException;
    const detail = words(WORDS[code] ?? code);
    throw new AdderError(code === 'ENOENT' ? 'local-not-found' : 'local-failed', { detail, cause });
  }
}
