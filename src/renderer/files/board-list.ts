// The list of the files of one board. Reading it never stops a program: while one runs the list waits, and is read when the
// program has ended. Knows not which board is shown.

import { shallowRef, watch, type ShallowRef } from 'vue';
import type { SpaceFacts } from '../../shared/board';
import { isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { idOf, liveOf, modeOf, type ConnectedBoard } from '../devices/connected';
import { makeTree, type FileTree } from './tree';

export interface BoardList {
  readonly tree: FileTree;
  readonly space: ShallowRef<SpaceFacts | undefined>;
  /** What is shown may be old: the board was busy when it should have been read. */
  readonly stale: ShallowRef<boolean>;
  /** Reads the list anew; asked again meanwhile, once more. */
  readonly refresh: () => Promise<void>;
  readonly expand: (paths: string[]) => Promise<void>;
  /** Opens this folder, whatever else is open. */
  readonly show: (folder: string) => Promise<void>;
}

/** Lives as long as the scope that it is made in. */
export function makeBoardList(board: ConnectedBoard): BoardList {
  const adder = useAdder();
  const space = shallowRef<SpaceFacts>();
  const stale = shallowRef(false);
  const tree = makeTree(async (folder) => adder.call('listBoardFiles', idOf(board), folder));

  let refreshing: Promise<void> | undefined;
  let again = false;

  function refresh(): Promise<void> {
    again = refreshing !== undefined;
    refreshing ??= readUntilSettled().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function readUntilSettled(): Promise<void> {
    do {
      again = false;
      await read();
      // `again` is set by whoever asks while the list is read.
    } while (again as boolean);
  }

  async function read(): Promise<void> {
    const live = liveOf(board);
    if (!live) return;
    stale.value = isBusy();
    if (stale.value) return;
    await tree.refresh();
    stale.value = isAdderError(tree.error.value, 'board-busy');
    if (tree.error.value) return;
    try {
      const facts = await adder.call('getBoardSpace', live.board, '/');
      if (live.board === liveOf(board)?.board) space.value = facts;
    } catch (error) {
      // Beside the list; a board that cannot say it, or is busy again, has no line for it.
      if (!isAdderError(error, 'board-busy')) space.value = undefined;
    }
  }

  function isBusy(): boolean {
    return ['running', 'silent'].includes(modeOf(board));
  }

  watch(
    () => liveOf(board)?.board,
    () => {
      tree.reset();
      space.value = undefined;
      stale.value = false;
    },
    { flush: 'sync' },
  );
  watch(
    () => modeOf(board),
    (mode) => {
      // A board that ran a program when it was connected has no list yet.
      if (tree.roots.value === undefined) stale.value = mode === 'running';
      // Not after every line typed at the prompt: whoever changes files asks for the list.
      if (mode === 'idle' && (stale.value || tree.roots.value === undefined)) void refresh();
    },
    { immediate: true },
  );

  async function expand(paths: string[]): Promise<void> {
    await tree.expand(paths);
    stale.value ||= isAdderError(tree.error.value, 'board-busy');
  }

  async function show(folder: string): Promise<void> {
    if (folder !== '/') await expand([...new Set([...tree.expanded.value, folder])]);
  }

  return { tree, space, stale, refresh, expand, show };
}
