// What lies on a board in the places that the window shows, and saving over it only while it is what the window thinks it is. The engine
// asks and writes; here its answers are compared.

import { createHash } from 'node:crypto';
import type { BoardFiles } from '../../engine/board/files/board-files';
import type { Found, SurveyedPlace } from '../../engine/board/files/listing';
import type { TransferOptions } from '../../engine/board/types';
import type { BoardFact } from '../../ipc/contract';
import { AdderError } from '../../shared/errors';

/** What may be replaced. */
export interface Expected {
  readonly size: number;
  readonly sha256: string;
  /** A file that is not there may be made. */
  readonly orMissing: boolean;
}

type Surveying = Pick<BoardFiles, 'survey'>;
type Saving = Pick<BoardFiles, 'survey' | 'read' | 'write'>;

/** Rejects with `board-busy` while a program runs. */
export async function boardFacts(
  files: Surveying,
  places: readonly SurveyedPlace[],
): Promise<BoardFact[]> {
  if (places.length === 0) return [];
  const found = await files.survey(places);
  return found.map((one, index) => factOf(one, places[index]?.size ?? 0));
}

/** Rejects with `board-file-changed` when something else is there, unless it is what is to be written; else as `BoardFiles.write`. */
export async function saveIfUnchanged(
  files: Saving,
  path: string,
  bytes: Uint8Array,
  expected: Expected,
  options: TransferOptions,
): Promise<void> {
  const { signal, interrupt } = options;
  const quiet = { ...(signal && { signal }), ...(interrupt !== undefined && { interrupt }) };
  const sizes = [...new Set([expected.size, bytes.length])];
  const found = await files.survey(
    sizes.map((size) => ({ path, size })),
    quiet,
  );
  const [first] = found;
  if (first?.kind === 'folder') throw new AdderError('is-a-folder', { detail: path });
  if (first?.kind !== 'nothing') {
    const there = found.find((one) => one.kind === 'same-size');
    // A firmware that cannot hash has its file read.
    const sha256 = there && (there.sha256 ?? hashOf(await files.read(path, quiet)));
    if (sha256 !== undefined && sha256 === hashOf(bytes)) return;
    if (sha256 !== expected.sha256) throw new AdderError('board-file-changed', { detail: path });
  } else if (!expected.orMissing) throw new AdderError('board-file-changed', { detail: path });
  await files.write(path, bytes, options);
}

function factOf(found: Found, asked: number): BoardFact {
  switch (found.kind) {
    case 'nothing':
      return { kind: 'missing' };
    case 'folder':
      return { kind: 'folder' };
    case 'other-size':
      return { kind: 'file', size: found.size };
    case 'same-size':
      return {
        kind: 'file',
        size: asked,
        ...(found.sha256 !== undefined && { sha256: found.sha256 }),
      };
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
