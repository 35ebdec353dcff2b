// Brings the modules that a program imports onto the board before it runs: those that are missing there or differ. The
// console says which.

import { createHash } from 'node:crypto';
import type { Board } from '../../engine/board/board';
import type { OperationOptions } from '../../engine/board/types';
import { isAdderError } from '../../shared/errors';
import type { ProjectModule } from './modules';

export async function makeAvailable(
  board: Board,
  modules: readonly ProjectModule[],
  options: OperationOptions,
): Promise<void> {
  for (const module of modules) {
    if (await isSame(board, module, options)) continue;
    await makeFolders(board, module.boardPath, options);
    await board.files.write(module.boardPath, module.bytes, options);
    board.tell(`Uploaded ${module.name}, which the program imports.`);
  }
}

async function isSame(
  board: Board,
  { boardPath, bytes }: ProjectModule,
  options: OperationOptions,
): Promise<boolean> {
  try {
    const there = await board.files.hash(boardPath, options);
    return there === createHash('sha256').update(bytes).digest('hex');
  } catch (error) {
    if (isAdderError(error, 'file-not-found')) return false;
    throw error;
  }
}

async function makeFolders(board: Board, path: string, options: OperationOptions): Promise<void> {
  const steps = path.split('/').slice(1, -1);
  for (let count = 1; count <= steps.length; count++)
    await board.files.makeFolder(`/${steps.slice(0, count).join('/')}`, options).catch(ifThere);
}

function ifThere(error: unknown): void {
  if (!isAdderError(error, 'file-exists')) throw error;
}
