// What can be done with what is on the board.

import { ArrowUpToLine, FilePlus, FileText, FolderPlus, PencilLine, Trash2 } from '@lucide/vue';
import { useOpening } from '../tabs/opening';
import { useTabs } from '../tabs/tabs';
import { uploadTab } from '../transfers/uploads';
import { t } from '../i18n';
import type { FileAction } from './actions';
import { useBoardFiles } from './board-files';
import { parentOf } from './names';
import type { TreeNode } from './tree';

export interface BoardActions {
  /** What can be made in a folder. */
  readonly creations: (folder: string) => FileAction[];
  /** Of an entry, or of the empty space below. */
  readonly actions: (node?: TreeNode) => readonly FileAction[];
}

export function useBoardActions(): BoardActions {
  const files = useBoardFiles();
  const tabs = useTabs();
  const opening = useOpening();

  function creations(folder: string): FileAction[] {
    const { active } = tabs;
    return [
      {
        id: 'new-file',
        label: t('files.newFile'),
        icon: FilePlus,
        run: () => files.create('file', folder),
      },
      {
        id: 'new-folder',
        label: t('files.newFolder'),
        icon: FolderPlus,
        run: () => files.create('folder', folder),
      },
      ...(active
        ? [
            {
              id: 'upload',
              label: t('files.uploadHere'),
              icon: ArrowUpToLine,
              run: () => {
                uploadTab(active, folder);
              },
            },
          ]
        : []),
    ];
  }

  function actions(node?: TreeNode): readonly FileAction[] {
    if (!node) return creations('/');
    const own: FileAction[] = [
      {
        id: 'rename',
        label: t('files.rename'),
        icon: PencilLine,
        key: 'F2',
        run: () => files.rename(node),
      },
      {
        id: 'remove',
        label: t('files.remove'),
        icon: Trash2,
        danger: true,
        key: 'Delete',
        run: () => files.remove(node),
      },
    ];
    if (node.kind === 'folder') return [...creations(node.path), ...own];
    const open: FileAction = {
      id: 'open',
      label: t('files.open'),
      icon: FileText,
      run: () => opening.openFromBoard(node.path),
    };
    return [open, ...creations(parentOf(node.path)).slice(0, 2), ...own];
  }

  return { creations, actions };
}
