// What a person has chosen on a board, looked up when the turn of its errand comes.

import type { BoardFiles } from '../../engine/board/files/board-files';
import type { OperationOptions } from '../../engine/board/types';
import { AdderError } from '../../shared/errors';

/** With a folder, what is in it as `look` tells. */
export type ChosenEntry<Inside> =
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  | { readonly kind: 'folder'; readonly path: string; readonly inside: Inside };

/** In the order of the paths. Rejects with `file-not-found`, and as `look` does. */
export async function lookAtChosen<Inside>(
  board: Pick<BoardFiles, 'survey'>,
  paths: readonly string[],
  look: (folder: string) => Promise<Inside>,
  options: OperationOptions,
): Promise<readonly ChosenEntry<Inside>[]> {
  const places = paths.map((path) => ({ path, size: -1 }));
  const found = await board.survey(places, options);
  const entries: ChosenEntry<Inside>[] = [];
  for (const [index, path] of paths.entries()) {
    const there = found[index];
    if (there?.kind === 'other-size') entries.push({ kind: 'file', path, size: there.size });
    else if (there?.kind === 'folder')
      entries.push({ kind: 'folder', path, inside: await look(path) });
    else throw new AdderError('file-not-found', { detail: path });
  }
  return entries;
}
