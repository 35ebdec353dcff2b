// The two trees as one knows the other: what is selected there, what can be done there, and what comes from the other side.

import { useBoard } from '../devices/board';
import { useOpening } from '../tabs/opening';
import { downloadEntries, uploadEntries } from '../transfers/uploads';
import { useBoardEntries } from './board-entries';
import { useBoardFiles } from './board-files';
import { useComputerEntries } from './computer-entries';
import { useComputerFiles } from './computer-files';
import type { Carried, Side } from './drag';
import type { Entries } from './entries';
import type { TreeNode } from './tree';

/** What one tree knows of the other. */
export interface OtherSide {
  /** A board is there, or a folder is open. */
  readonly isThere: () => boolean;
  readonly selected: () => readonly TreeNode[];
}

export interface TreeSide extends OtherSide {
  readonly kind: Side;
  readonly other: OtherSide;
  /** Whose entries these are: the board's key, or the id of the picked folder. */
  readonly owner: () => string | undefined;
  readonly entries: Entries;
  readonly open: (node: TreeNode) => unknown;
  /**
   * Puts into a folder what was carried here: from the other side it is sent, from this one it is moved.
   *
   * @returns those that are there now, or on their way
   */
  readonly receive: (carried: Carried, folder: string) => Promise<readonly TreeNode[]>;
}

export function useSides(): Readonly<Record<Side, TreeSide>> {
  const board = useBoard();
  const boardFiles = useBoardFiles();
  const computerFiles = useComputerFiles();
  const opening = useOpening();
  const entries = { board: useBoardEntries(), computer: useComputerEntries() };

  const theBoard: OtherSide = {
    isThere: () => board.live !== undefined,
    selected: () => boardFiles.tree?.selected.value ?? [],
  };
  const theComputer: OtherSide = {
    isThere: () => computerFiles.folder !== undefined,
    selected: () => computerFiles.tree.selected.value,
  };

  return {
    board: {
      ...theBoard,
      kind: 'board',
      other: theComputer,
      owner: () => board.key,
      entries: entries.board,
      open: ({ path }) => opening.openFromBoard(path),
      async receive({ side, owner, nodes }, folder) {
        if (side === 'board') return owner === board.key ? entries.board.move(nodes, folder) : [];
        if (owner !== computerFiles.folder?.folder) return [];
        return (await uploadEntries(nodes, folder)) ? nodes : [];
      },
    },
    computer: {
      ...theComputer,
      kind: 'computer',
      other: theBoard,
      owner: () => computerFiles.folder?.folder,
      entries: entries.computer,
      open: ({ path }) => computerFiles.open(path),
      async receive({ side, owner, nodes }, folder) {
        const isOpen = owner === computerFiles.folder?.folder;
        if (side === 'computer') return isOpen ? entries.computer.move(nodes, folder) : [];
        if (owner !== board.key) return [];
        return (await downloadEntries(nodes, folder)) ? nodes : [];
      },
    },
  };
}
