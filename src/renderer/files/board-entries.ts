// What a person does with the entries of the board that is shown. A program that runs there is stopped only when the person agrees.

import { AdderError } from '../../shared/errors';
import { useBin } from '../bin/bin';
import { useAdder } from '../bridge/adder';
import { useBoard } from '../devices/board';
import { afterStopping, whenFree } from '../devices/busy';
import { idOf, type ConnectedBoard } from '../devices/connected';
import { useProblems } from '../problems/problems';
import { useTabs } from '../tabs/tabs';
import { useBoardFiles } from './board-files';
import { movable } from './drag';
import type { Entries } from './entries';
import { join, parentOf } from './names';
import { askNewName, askOtherName, type Kind } from './naming';
import type { TreeNode } from './tree';

export function useBoardEntries(): Entries {
  const adder = useAdder();
  const problems = useProblems();
  const board = useBoard();
  const files = useBoardFiles();

  /** For something that a person does now. */
  function shownBoard(): ConnectedBoard {
    if (!board.shown) throw new AdderError('link-closed');
    return board.shown;
  }

  async function change<Result>(
    of: ConnectedBoard,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    const result = await problems.guard(work);
    await files.refresh(of);
    return result;
  }

  async function namesIn(
    of: ConnectedBoard,
    folder: string,
  ): Promise<readonly string[] | undefined> {
    const entries = await problems.guard(() => files.look(of, folder, 'change'));
    return entries?.map(({ name }) => name);
  }

  async function create(kind: Kind, folder: string): Promise<string | undefined> {
    const target = shownBoard();
    const taken = await namesIn(target, folder);
    const name = taken && (await askNewName('board', kind, folder, taken));
    if (name === undefined) return undefined;
    const path = join(folder, name);
    const made = await change(target, async () => {
      await afterStopping('change', target, async () =>
        kind === 'folder'
          ? adder.call('makeBoardFolder', idOf(target), path)
          : adder.call('writeBoardFile', idOf(target), path, new Uint8Array(), false),
      );
      return path;
    });
    if (made === undefined) return undefined;
    await files.show(target, folder);
    const { address } = target;
    if (kind === 'file')
      useTabs().open(name, { kind: 'board', address, path }, { text: '', ends: 'lf', mark: false });
    return made;
  }

  async function rename(node: TreeNode): Promise<string | undefined> {
    const target = shownBoard();
    const folder = parentOf(node.path);
    const taken = await namesIn(target, folder);
    const name = taken && (await askOtherName(node.name, taken));
    if (name === undefined) return undefined;
    const path = join(folder, name);
    return change(target, async () => {
      await renameTo(target, node.path, path);
      return path;
    });
  }

  async function renameTo(target: ConnectedBoard, from: string, to: string): Promise<void> {
    await afterStopping('change', target, async () =>
      adder.call('renameBoardEntry', idOf(target), from, to),
    );
    moveTabs(target, from, to);
  }

  async function move(nodes: readonly TreeNode[], folder: string): Promise<void> {
    const target = shownBoard();
    const moved = movable(nodes, folder);
    if (moved.length === 0) return;
    await change(target, async () => {
      const names = (await files.look(target, folder, 'change')).map(({ name }) => name);
      const clash = moved.find(({ name }) => names.includes(name));
      if (clash) throw new AdderError('file-exists', { detail: join(folder, clash.name) });
      for (const { path, name } of moved) await renameTo(target, path, join(folder, name));
    });
    await files.show(target, folder);
  }

  async function remove(nodes: readonly TreeNode[]): Promise<void> {
    const target = shownBoard();
    const bin = useBin();
    const paths = nodes.map(({ path }) => path);
    await change(target, () =>
      bin.fill(nodes, () =>
        whenFree('change', target, async (interrupt) =>
          adder.call('deleteBoardEntries', idOf(target), paths, interrupt),
        ),
      ),
    );
  }

  return { create, rename, move, remove };
}

/** Open tabs follow what was renamed. What was removed is seen by whoever looks after the tabs' places (saved/places.ts). */
function moveTabs({ address }: ConnectedBoard, from: string, to: string): void {
  const tabs = useTabs();
  for (const tab of tabs.tabs) {
    const { origin } = tab;
    if (origin.kind !== 'board' || origin.address !== address) continue;
    if (origin.path !== from && !origin.path.startsWith(`${from}/`)) continue;
    const path = to + origin.path.slice(from.length);
    tabs.noteMoved(tab, { ...origin, path }, path.slice(path.lastIndexOf('/') + 1));
  }
}
