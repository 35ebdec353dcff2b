// What a board is told of a file of a mounted folder: the computer's own numbers, as mpremote passes them on.

import { stat } from 'node:fs/promises';
import { concat } from '../../protocol/bytes';
import { checkBytes } from '../../protocol/checks';

/** The kind in a listing, mode, size, and the times of reading, of writing and of the last change. */
export const FACTS_BYTES = 1 + 2 + 4 + 3 * 4;

/**
 * @param place of which links are followed
 * @param listed the mode that a listing goes by, where it is another: that of a link itself
 */
export async function factsOf(place: string, listed?: number): Promise<Uint8Array> {
  const { mode, size, atimeMs, mtimeMs, ctimeMs } = await stat(place);
  const times = [atimeMs, mtimeMs, ctimeMs].map((ms) => Math.floor(ms / 1000));
  return facts(listed ?? mode, mode, size, times);
}

/** Of what is listed, but may not or cannot be looked at. */
export function noFacts(listed: number, errno: number): Uint8Array {
  return facts(listed, 0, errno, [0, 0, 0]);
}

function facts(listed: number, mode: number, size: number, times: readonly number[]): Uint8Array {
  // mpremote keeps these two bits of a kind: a folder, a file or a link.
  const head = Uint8Array.of((listed & 0xc000) >> 8, mode & 255, (mode >> 8) & 255);
  return concat(head, ...[size, ...times].map((number) => checkBytes(inFourBytes(number))));
}

function inFourBytes(number: number): number {
  return Math.max(0, Math.min(0xffffffff, number));
}
