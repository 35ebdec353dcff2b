// Dropping onto the board's list, or onto a folder in it.

import { shallowRef, type ShallowRef } from 'vue';
import { useProblems } from '../problems/problems';
import { COMPUTER_DRAG, uploadDropped, uploadFromComputer } from '../transfers/uploads';
import { parentOf } from './names';
import type { TreeNode } from './tree';

export interface DropTarget {
  /** The folder that would take what is being dragged over it. */
  readonly folder: Readonly<ShallowRef<string | undefined>>;
  readonly over: (event: DragEvent) => void;
  readonly leave: (event: DragEvent) => void;
  readonly drop: (event: DragEvent) => void;
}

function folderAt(event: DragEvent): string {
  const row = event.target instanceof Element ? event.target.closest('[role="treeitem"]') : null;
  const path = row?.getAttribute('data-path');
  if (path == null) return '/';
  return row?.getAttribute('data-kind') === 'folder' ? path : parentOf(path);
}

function canTake(data: DataTransfer): boolean {
  return data.types.includes('Files') || data.types.includes(COMPUTER_DRAG);
}

export function useDropTarget(isReady: () => boolean): DropTarget {
  const folder = shallowRef<string>();

  return {
    folder,
    over(event) {
      const data = event.dataTransfer;
      if (!data || !canTake(data)) return;
      event.preventDefault();
      event.stopPropagation();
      data.dropEffect = isReady() ? 'copy' : 'none';
      folder.value = isReady() ? folderAt(event) : undefined;
    },
    leave(event) {
      const { currentTarget, relatedTarget } = event;
      const isInside =
        currentTarget instanceof Element &&
        relatedTarget instanceof Element &&
        currentTarget.contains(relatedTarget);
      if (!isInside) folder.value = undefined;
    },
    drop(event) {
      const data = event.dataTransfer;
      folder.value = undefined;
      if (!data || !canTake(data)) return;
      event.preventDefault();
      event.stopPropagation();
      if (!isReady()) return;
      const target = folderAt(event);
      const node = data.getData(COMPUTER_DRAG);
      if (node === '') void uploadDropped(data, target);
      else void useProblems().guard(() => uploadFromComputer(JSON.parse(node) as TreeNode, target));
    },
  };
}
