// A file of one tree and its counterpart in the other: the file of the same name that is selected there, else the one at the same place.
// The computer's is opened and compared with the board's.

import { useComparing } from '../compare/comparing';
import { useBoard } from '../devices/board';
import { useComputerFiles } from './computer-files';
import type { TreeSide } from './sides';
import type { TreeNode } from './tree';

export function counterpart({ name, path }: TreeNode, selected: readonly TreeNode[]): string {
  const [chosen] = selected;
  const fits = selected.length === 1 && chosen?.kind === 'file' && chosen.name === name;
  return fits ? chosen.path : path;
}

export async function compareAcross({ kind, other }: TreeSide, node: TreeNode): Promise<void> {
  const there = counterpart(node, other.selected());
  const [local, onBoard] = kind === 'computer' ? [node.path, there] : [there, node.path];
  const { live } = useBoard();
  const tab = await useComputerFiles().open(local);
  if (tab && live)
    await useComparing().compareWith(tab, { kind: 'board', address: live.address, path: onBoard });
}
