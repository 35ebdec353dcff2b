// The folder of the computer that the person works in.

import { defineStore } from 'pinia';
import { markRaw, shallowRef } from 'vue';
import type { LocalFolder } from '../../ipc/contract';
import { AdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useProblems } from '../problems/problems';
import { useOpening } from '../tabs/opening';
import type { Tab } from '../tabs/tabs';
import { stepsOf } from './names';
import { makeTree } from './tree';

export const useComputerFiles = defineStore('computer-files', () => {
  const adder = useAdder();
  const problems = useProblems();
  const folder = shallowRef<LocalFolder>();
  // Its refs stay refs, as those of the board's tree do.
  const tree = markRaw(
    makeTree((path) => {
      if (!folder.value) throw new AdderError('local-not-found');
      return adder.call('listFolder', folder.value.folder, stepsOf(path));
    }),
  );

  async function use(next: LocalFolder | null | undefined): Promise<void> {
    if (!next) return;
    folder.value = next;
    tree.reset();
    await tree.refresh();
  }

  async function pick(): Promise<void> {
    await use(await problems.guard(() => adder.call('pickFolder')));
  }

  async function restore(): Promise<void> {
    await use(await problems.guard(() => adder.call('restoreFolder')));
  }

  async function refresh(): Promise<void> {
    if (folder.value) await tree.refresh();
  }

  async function open(path: string): Promise<Tab | undefined> {
    const current = folder.value;
    if (!current) return undefined;
    return useOpening().openFromComputer(() =>
      adder.call('openFolderFile', current.folder, stepsOf(path)),
    );
  }

  /** Opens this folder of the list, whatever else is open. */
  async function show(path: string): Promise<void> {
    if (path !== '/') await tree.expand([...new Set([...tree.expanded.value, path])]);
  }

  adder.on('folderChanged', (changed) => {
    if (changed === folder.value?.folder) void refresh();
  });

  return {
    folder,
    tree,
    roots: tree.roots,
    error: tree.error,
    expand: tree.expand,
    pick,
    restore,
    refresh,
    open,
    show,
  };
});
