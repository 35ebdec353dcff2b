// What of the files of packages a board has already, by digest. A firmware without SHA-256 has its files read and hashed here.

import type { BoardFiles } from '../board/files/board-files';
import type { OperationOptions } from '../board/types';
import { sha256 } from './cache';

export interface FileOnBoard {
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Those of the paths that are files. */
export async function filesOnBoard(
  files: Pick<BoardFiles, 'survey' | 'readMany'>,
  paths: readonly string[],
  options: OperationOptions,
): Promise<Map<string, FileOnBoard>> {
  const present = new Map<string, FileOnBoard>();
  if (paths.length === 0) return present;
  const sizes = await files.survey(
    paths.map((path) => ({ path, size: -1 })),
    options,
  );
  const places = paths.flatMap((path, index) => {
    const found = sizes[index];
    return found?.kind === 'other-size' ? [{ path, size: found.size }] : [];
  });
  if (places.length === 0) return present;
  const digests = await files.survey(places, options);
  const unhashed: string[] = [];
  for (const [index, { path, size }] of places.entries()) {
    const found = digests[index];
    if (found?.kind !== 'same-size') continue;
    if (found.sha256 === undefined) unhashed.push(path);
    else present.set(path, { size, sha256: found.sha256 });
  }
  const keep = (path: string, bytes: Uint8Array): void =>
    void present.set(path, { size: bytes.length, sha256: sha256(bytes) });
  if (unhashed.length > 0) await files.readMany(unhashed, keep, options);
  return present;
}
