// Is there room on the board for all of an upload? Asked before the first byte goes, so that nobody waits for what cannot end well. The engine asks
// again for each stream.

import { roomNeeded, type TreePlan } from '../../engine/board/files/tree-plan';
import { lacksSomething } from '../../engine/protocol/os-error';
import type { SpaceFacts } from '../../shared/board';
import { AdderError, isAdderError } from '../../shared/errors';
import type { TransferFiles } from './transfer';

/** Rejects with `board-full`, which names how much is needed. */
export async function checkRoom(
  board: Pick<TransferFiles, 'space'>,
  { files }: TreePlan,
  signal: AbortSignal,
): Promise<void> {
  const areas = new Set(files.filter(({ isSame }) => !isSame).map(({ area }) => area));
  for (const area of areas) {
    const need = roomNeeded(files, area);
    if (need === 0) continue;
    const space = await spaceAt(board, `/${area}`, signal);
    if (space && space.free < need)
      throw new AdderError('board-full', { detail: comparedSizes(need, space.free) });
  }
}

/** Small firmwares cannot tell. */
async function spaceAt(
  board: Pick<TransferFiles, 'space'>,
  path: string,
  signal: AbortSignal,
): Promise<SpaceFacts | undefined> {
  try {
    return await board.space(path, { signal });
  } catch (error) {
    if (lacksSomething(error) || isAdderError(error, 'board-file-error')) return undefined;
    throw error;
  }
}

/** For a message: what is needed, and what there is. */
export function comparedSizes(need: number, free: number): string {
  return `${kilobytes(need)} are needed, ${kilobytes(free)} are free`;
}

function kilobytes(bytes: number): string {
  return `${String(Math.ceil(bytes / 1024))} kB`;
}
