// Dropping onto a tree, or onto a folder in it: where it would go is shown while something is dragged over it.

import { shallowRef, type ShallowRef } from 'vue';
import { sourceOf, type DragSource } from './drag';
import { parentOf } from './names';

/** What is done to what is dropped. */
export type Deed = 'upload' | 'download' | 'copy' | 'move';

export interface DropTarget {
  /** The folder that would take what is being dragged over it. */
  readonly folder: Readonly<ShallowRef<string | undefined>>;
  /** What would happen there. */
  readonly deed: Readonly<ShallowRef<Deed>>;
  readonly over: (event: DragEvent) => void;
  readonly leave: (event: DragEvent) => void;
  readonly drop: (event: DragEvent) => void;
}

export interface DropOptions {
  /** What would be done with something from there: `none` if nothing now, undefined if it is none of this tree's business. */
  readonly deed: (source: DragSource) => Deed | 'none' | undefined;
  /** Called while the drop is being handled. */
  readonly take: (data: DataTransfer, folder: string) => void;
}

function folderAt(event: DragEvent): string {
  const row = event.target instanceof Element ? event.target.closest('[role="treeitem"]') : null;
  const path = row?.getAttribute('data-path');
  if (path == null) return '/';
  return row?.getAttribute('data-kind') === 'folder' ? path : parentOf(path);
}

export function useDropTarget({ deed, take }: DropOptions): DropTarget {
  const folder = shallowRef<string>();
  const shown = shallowRef<Deed>('copy');

  function look({ dataTransfer }: DragEvent): Deed | 'none' | undefined {
    const source = dataTransfer ? sourceOf(dataTransfer) : undefined;
    return source && deed(source);
  }

  return {
    folder,
    deed: shown,
    over(event) {
      const found = look(event);
      if (!event.dataTransfer || found === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = found === 'none' || found === 'move' ? found : 'copy';
      folder.value = found === 'none' ? undefined : folderAt(event);
      if (found !== 'none') shown.value = found;
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
      const found = look(event);
      folder.value = undefined;
      if (!event.dataTransfer || found === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (found !== 'none') take(event.dataTransfer, folderAt(event));
    },
  };
}
