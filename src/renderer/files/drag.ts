// What is carried from one tree to the other, or within one: by a drag, or by Copy and Cut for whoever works with the keyboard. A drag's
// data is only a number: what is carried never leaves the window, and nothing that another program drags can pretend to be it.

import { shallowRef, type ShallowRef } from 'vue';
import type { TreeNode } from './tree';

export type Side = 'board' | 'computer';

export interface Carried {
  readonly side: Side;
  /** The board's key, or the id of the picked folder. */
  readonly owner: string;
  readonly nodes: readonly TreeNode[];
}

/** Where a drag comes from, by the types of its data: the data itself is hidden until the drop. */
export type DragSource = Side | 'desktop';

const TYPES: Readonly<Record<Side, string>> = {
  board: 'application/x-adder-board',
  computer: 'application/x-adder-computer',
};

let count = 0;
let dragged: { readonly id: string; readonly carried: Carried } | undefined;

/** What Copy or Cut has taken. */
export const taken: ShallowRef<(Carried & { readonly cut: boolean }) | undefined> = shallowRef();

export function startDrag(data: DataTransfer, carried: Carried): void {
  dragged = { id: `${++count}`, carried };
  data.setData(TYPES[carried.side], dragged.id);
  data.effectAllowed = 'copyMove';
}

export function sourceOf({ types }: DataTransfer): DragSource | undefined {
  if (types.includes(TYPES.board)) return 'board';
  if (types.includes(TYPES.computer)) return 'computer';
  return types.includes('Files') ? 'desktop' : undefined;
}

/** Only while it is dropped: before that the browser keeps the data to itself. */
export function droppedFrom(data: DataTransfer): Carried | undefined {
  const id = data.getData(TYPES.board) || data.getData(TYPES.computer);
  return id !== '' && dragged?.id === id ? dragged.carried : undefined;
}

/** No folder goes into itself. */
export function goesIntoItself({ path }: TreeNode, folder: string): boolean {
  return folder === path || folder.startsWith(`${path}/`);
}

/** Those that would come to lie somewhere else: what is there already stays. */
export function movable(nodes: readonly TreeNode[], folder: string): readonly TreeNode[] {
  return nodes.filter((node) => {
    const from = node.path.slice(0, node.path.lastIndexOf('/')) || '/';
    return from !== folder && !goesIntoItself(node, folder);
  });
}
