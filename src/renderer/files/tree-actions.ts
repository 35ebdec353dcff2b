// The menu of a tree: what can be done with the entries that are selected, alike on the board and on the computer. Up is always to the
// board, down to the computer.

import {
  ArrowDownToLine,
  ArrowUpToLine,
  ClipboardPaste,
  Copy,
  FilePlus,
  FileText,
  FolderDown,
  FolderPlus,
  GitCompareArrows,
  ArchiveRestore,
  PencilLine,
  Scissors,
  Trash2,
  Undo2,
} from '@lucide/vue';
import { useBin } from '../bin/bin';
import { visibleName } from '../bridge/visible';
import { t } from '../i18n';
import { usePages } from '../pages/pages';
import { useAnnouncer } from '../status/announcer';
import { useTabs } from '../tabs/tabs';
import { downloadEntries, uploadEntries, uploadTab } from '../transfers/uploads';
import { SEND_KEYS, type FileAction } from './actions';
import { compareAcross } from './across';
import { goesIntoItself, taken, type Carried } from './drag';
import { parentOf } from './names';
import type { TreeSide } from './sides';
import type { TreeNode } from './tree';

/** Where something new goes: into the folder that is meant, or beside the file. */
function folderOf(node: TreeNode | undefined): string {
  if (!node) return '/';
  return node.kind === 'folder' ? node.path : parentOf(node.path);
}

export function creations(side: TreeSide, folder: string): readonly FileAction[] {
  const { entries } = side;
  return [
    {
      id: 'new-file',
      section: 'new',
      label: t('files.newFile'),
      icon: FilePlus,
      run: () => entries.create('file', folder),
    },
    {
      id: 'new-folder',
      section: 'new',
      label: t('files.newFolder'),
      icon: FolderPlus,
      run: () => entries.create('folder', folder),
    },
  ];
}

/** @param at the one of them at which the menu was opened; none: the empty space below */
export function actionsOf(
  side: TreeSide,
  nodes: readonly TreeNode[],
  at?: TreeNode,
): readonly FileAction[] {
  const folder = folderOf(at);
  return [
    ...opening(side, nodes),
    ...sending(side, nodes),
    ...uploadOfTab(side, folder),
    ...(nodes.length > 1 ? [] : creations(side, folder)),
    ...carrying(side, nodes, folder),
    ...changing(side, nodes),
    ...bin(),
  ];
}

function opening(side: TreeSide, nodes: readonly TreeNode[]): FileAction[] {
  const [node] = nodes;
  if (node?.kind !== 'file' || nodes.length > 1) return [];
  const list: FileAction[] = [
    {
      id: 'open',
      section: 'open',
      label: t('files.open'),
      icon: FileText,
      run: () => side.open(node),
    },
  ];
  if (side.other.isThere())
    list.push({
      id: 'compare',
      section: 'open',
      label: t(`files.compare.${side.kind}`),
      icon: GitCompareArrows,
      run: () => compareAcross(side, node),
    });
  return list;
}

/** To the other side: to its top, to the folder that is selected there, or to where a dialog says. */
function sending({ kind, other, isThere }: TreeSide, nodes: readonly TreeNode[]): FileAction[] {
  if (nodes.length === 0 || !isThere()) return [];
  const list: FileAction[] = [];
  const isUp = kind === 'computer';
  if (isUp && !other.isThere()) return [];
  const send = (folder: string | undefined): Promise<boolean> =>
    isUp ? uploadEntries(nodes, folder ?? '/') : downloadEntries(nodes, folder);
  const icon = isUp ? ArrowUpToLine : ArrowDownToLine;
  const section = 'send';
  if (isUp || other.isThere())
    list.push({
      id: isUp ? 'upload' : 'download',
      section,
      label: t(isUp ? 'files.upload' : 'files.download'),
      icon,
      keys: SEND_KEYS[isUp ? 'upload' : 'download'],
      run: () => send('/'),
    });
  const [chosen] = other.selected();
  if (chosen?.kind === 'folder' && other.isThere())
    list.push({
      id: isUp ? 'upload-into' : 'download-into',
      section,
      label: t(isUp ? 'files.uploadInto' : 'files.downloadInto', {
        folder: visibleName(chosen.path),
      }),
      icon,
      run: () => send(chosen.path),
    });
  if (!isUp)
    list.push({
      id: 'download-to',
      section,
      label: t('files.downloadTo'),
      icon: FolderDown,
      run: () => send(undefined),
    });
  return list;
}

function uploadOfTab({ kind, isThere }: TreeSide, folder: string): FileAction[] {
  const { active } = useTabs();
  if (kind !== 'board' || !active || !isThere()) return [];
  return [
    {
      id: 'upload-open',
      section: 'send',
      label: t('files.uploadHere'),
      icon: ArrowUpToLine,
      run: () => uploadTab(active, folder),
    },
  ];
}

/** What a drag does, for the keyboard. */
function carrying(side: TreeSide, nodes: readonly TreeNode[], folder: string): FileAction[] {
  const owner = side.owner();
  const list: FileAction[] = [];
  if (nodes.length > 0 && owner !== undefined) {
    const carried: Carried = { side: side.kind, owner, nodes };
    list.push(
      {
        id: 'copy',
        section: 'carry',
        label: t('files.copy'),
        icon: Copy,
        keys: { key: 'c', mod: true },
        run: () => take(carried, false),
      },
      {
        id: 'cut',
        section: 'carry',
        label: t('files.cut'),
        icon: Scissors,
        keys: { key: 'x', mod: true },
        run: () => take(carried, true),
      },
    );
  }
  const held = taken.value;
  if (held)
    list.push({
      id: 'paste',
      section: 'carry',
      label: t('files.paste'),
      icon: ClipboardPaste,
      keys: { key: 'v', mod: true },
      run: () => paste(side, folder),
    });
  return list;
}

function take(carried: Carried, cut: boolean): void {
  taken.value = { ...carried, cut };
  const { nodes } = carried;
  const [first] = nodes;
  const name = first ? visibleName(first.name) : '';
  useAnnouncer().show(t(cut ? 'files.cutDone' : 'files.copyDone', { name }, nodes.length));
}

async function paste(side: TreeSide, folder: string): Promise<void> {
  const held = taken.value;
  if (!held) return;
  if (held.side === side.kind && !held.cut) {
    useAnnouncer().show(t('files.pasteSame'));
    return;
  }
  if (held.side === side.kind && held.nodes.some((node) => goesIntoItself(node, folder))) {
    useAnnouncer().show(t('files.pasteIntoItself'));
    return;
  }
  if (!held.cut) {
    await side.receive(held, folder);
    return;
  }
  // Not to be pasted twice; what did not get there may be tried again, unless something else was taken meanwhile.
  taken.value = undefined;
  let left = held.nodes;
  try {
    const arrived = await side.receive(held, folder);
    left = left.filter((node) => !arrived.includes(node));
  } finally {
    if (left.length > 0) taken.value ??= { ...held, nodes: left };
  }
}

function changing({ entries }: TreeSide, nodes: readonly TreeNode[]): FileAction[] {
  const [node] = nodes;
  if (!node) return [];
  const remove: FileAction = {
    id: 'remove',
    section: 'change',
    label: nodes.length > 1 ? t('files.removeSeveral', { count: nodes.length }) : t('files.remove'),
    icon: Trash2,
    danger: true,
    keys: { key: 'delete' },
    run: () => entries.remove(nodes),
  };
  if (nodes.length > 1) return [remove];
  return [
    {
      id: 'rename',
      section: 'change',
      label: t('files.rename'),
      icon: PencilLine,
      keys: { key: 'f2' },
      run: () => entries.rename(node),
    },
    remove,
  ];
}

function bin(): FileAction[] {
  return [
    {
      id: 'undo-delete',
      section: 'bin',
      label: t('files.undoDelete'),
      icon: Undo2,
      keys: { key: 'z', mod: true },
      run: () => useBin().undo(),
    },
    {
      id: 'deleted-files',
      section: 'bin',
      label: t('commands.deleted-files'),
      icon: ArchiveRestore,
      run: () => {
        usePages().open('bin');
      },
    },
  ];
}
