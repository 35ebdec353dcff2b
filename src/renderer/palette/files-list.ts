// The files as the palette lists them: open ones, those of the computer's folder with all that is below it, and those of the board
// that its tree knows (reading more would cost the board time).

import { shallowRef, type ShallowRef } from 'vue';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { useBoardFiles } from '../files/board-files';
import { useComputerFiles } from '../files/computer-files';
import type { TreeNode } from '../files/tree';
import { t } from '../i18n';
import { useOpening } from '../tabs/opening';
import { useTabs } from '../tabs/tabs';
import type { PaletteEntry } from './palette';
import { walk } from './walk';

function known(
  nodes: readonly TreeNode[],
  childrenOf: (node: TreeNode) => TreeNode[] | undefined,
): TreeNode[] {
  return nodes.flatMap((node) => [node, ...known(childrenOf(node) ?? [], childrenOf)]);
}

function fileEntry(where: 'computer' | 'board', path: string, run: () => void): PaletteEntry {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    id: `${where}:${path}`,
    title: visibleName(name),
    detail: `${t(`app.${where}`)} · ${visibleName(path.slice(1))}`,
    also: path,
    run,
  };
}

/** Must be called in a component's set-up; `computer` fills while its folders are read. */
export function useFilesList(): { entries: () => PaletteEntry[]; read: () => Promise<void> } {
  const adder = useAdder();
  const tabs = useTabs();
  const boardFiles = useBoardFiles();
  const computerFiles = useComputerFiles();
  const opening = useOpening();
  const computer: ShallowRef<readonly string[]> = shallowRef([]);
  let readings = 0;

  async function read(): Promise<void> {
    const reading = ++readings;
    const { folder } = computerFiles;
    computer.value = [];
    if (!folder) return;
    await walk(
      (steps) => adder.call('listFolder', folder.folder, steps),
      (paths) => {
        if (reading !== readings) return false;
        computer.value = paths;
        return true;
      },
    );
  }

  function entries(): PaletteEntry[] {
    const open = tabs.tabs.map((tab) => ({
      id: `tab:${tab.id}`,
      title: visibleName(tab.name),
      detail: t('palette.open'),
      run: () => {
        tabs.activate(tab.id);
      },
    }));
    const onBoard = useBoard().live ? known(boardFiles.roots ?? [], boardFiles.childrenOf) : [];
    return [
      ...open,
      ...computer.value.map((path) =>
        fileEntry('computer', path, () => void computerFiles.open(path)),
      ),
      ...onBoard
        .filter(({ kind }) => kind === 'file')
        .map(({ path }) => fileEntry('board', path, () => void opening.openFromBoard(path))),
    ];
  }

  return { entries, read };
}
