// What a person does with the entries of the folder that is open on the computer.

import { AdderError } from '../../shared/errors';
import { useBin } from '../bin/bin';
import { useAdder } from '../bridge/adder';
import { useProblems } from '../problems/problems';
import { useTabs } from '../tabs/tabs';
import { useComputerFiles } from './computer-files';
import { movable } from './drag';
import type { Entries } from './entries';
import { join, parentOf, stepsOf } from './names';
import { askNewName, askOtherName, type Kind } from './naming';
import type { TreeNode } from './tree';

export function useComputerEntries(): Entries {
  const adder = useAdder();
  const problems = useProblems();
  const files = useComputerFiles();

  function openFolder(): string {
    if (!files.folder) throw new AdderError('local-not-found');
    return files.folder.folder;
  }

  async function change<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    const result = await problems.guard(work);
    await files.refresh();
    return result;
  }

  async function namesIn(folder: string): Promise<readonly string[] | undefined> {
    const entries = await problems.guard(() =>
      adder.call('listFolder', openFolder(), stepsOf(folder)),
    );
    return entries?.map(({ name }) => name);
  }

  async function create(kind: Kind, folder: string): Promise<string | undefined> {
    const taken = await namesIn(folder);
    const name = taken && (await askNewName('computer', kind, folder, taken));
    if (name === undefined) return undefined;
    const path = join(folder, name);
    const made = await change(async () => {
      const call = kind === 'folder' ? 'makeLocalFolder' : 'makeLocalFile';
      await adder.call(call, openFolder(), stepsOf(path));
      return path;
    });
    if (made === undefined) return undefined;
    await files.show(folder);
    if (kind === 'file') await files.open(path);
    return made;
  }

  async function rename(node: TreeNode): Promise<string | undefined> {
    const folder = parentOf(node.path);
    const taken = await namesIn(folder);
    const name = taken && (await askOtherName(node.name, taken));
    if (name === undefined) return undefined;
    const path = join(folder, name);
    return change(async () => {
      await moveTo(node, path);
      return path;
    });
  }

  async function moveTo({ path, kind }: TreeNode, to: string): Promise<void> {
    const folder = openFolder();
    await adder.call('moveLocalEntry', folder, stepsOf(path), stepsOf(to));
    const moved =
      kind === 'file' ? await adder.call('openFolderFile', folder, stepsOf(to)) : undefined;
    // An open file keeps its id. Which of them lie in a folder only main knows, so that all are kept in the journal once more.
    const tabs = useTabs();
    for (const tab of tabs.tabs) {
      const { origin, name } = tab;
      if (origin.kind !== 'computer') continue;
      tabs.noteMoved(tab, origin, origin.file === moved?.file ? moved.name : name);
    }
  }

  async function move(nodes: readonly TreeNode[], folder: string): Promise<void> {
    const moved = movable(nodes, folder);
    if (moved.length === 0) return;
    await change(async () => {
      for (const node of moved) await moveTo(node, join(folder, node.name));
    });
    await files.show(folder);
  }

  async function remove(nodes: readonly TreeNode[]): Promise<void> {
    await change(() =>
      useBin().fill(nodes, () =>
        adder.call(
          'deleteLocalEntries',
          openFolder(),
          nodes.map(({ path }) => stepsOf(path)),
        ),
      ),
    );
  }

  return { create, rename, move, remove };
}
