// Brings the modules that a program imports onto the board before it runs: those that are missing there or differ. The
// console says which.

import type { Board } from '../../engine/board/board';
import { copyToBoard } from '../../engine/board/files/copy-to-board';
import type { TreeEntry } from '../../engine/board/files/tree-plan';
import type { OperationOptions } from '../../engine/board/types';
import { t } from '../i18n';
import type { ProjectModule } from './modules';

export async function makeAvailable(
  board: Board,
  modules: readonly ProjectModule[],
  options: OperationOptions,
): Promise<void> {
  const folders = new Set(modules.flatMap(({ boardPath }) => foldersOf(boardPath)));
  const names = new Map(modules.map(({ boardPath, name }) => [boardPath, name]));
  const entries: TreeEntry[] = [
    ...[...folders].map((path): TreeEntry => ({ kind: 'folder', path })),
    ...modules.map(({ boardPath: path, bytes }): TreeEntry => ({
      kind: 'file',
      path,
      size: bytes.length,
      read: () => Promise.resolve(bytes),
    })),
  ];
  await copyToBoard(board.files, entries, {
    ...options,
    onFile: ({ path }, how) => {
      if (how === 'written') board.tell(t('run.uploaded', { name: names.get(path) ?? path }));
    },
  });
}

function foldersOf(path: string): string[] {
  const steps = path.split('/').slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
}
