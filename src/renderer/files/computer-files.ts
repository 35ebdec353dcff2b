// The folder of the computer that the person works in.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { LocalFolder } from '../../ipc/contract';
import { AdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useProblems } from '../problems/problems';
import { useOpening } from '../tabs/opening';
import { stepsOf } from './names';
import { makeTree } from './tree';

export const useComputerFiles = defineStore('computer-files', () => {
  const adder = useAdder();
  const problems = useProblems();
  const folder = shallowRef<LocalFolder>();
  const tree = makeTree((path) => {
    if (!folder.value) throw new AdderError('local-not-found');
    return adder.call('listFolder', folder.value.folder, stepsOf(path));
  });

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

  async function open(path: string): Promise<void> {
    const current = folder.value;
    if (!current) return;
    await useOpening().openFromComputer(() =>
      adder.call('openFolderFile', current.folder, stepsOf(path)),
    );
  }

  async function read(path: string): Promise<Uint8Array> {
    if (!folder.value) throw new AdderError('local-not-found');
    const { file } = await adder.call('openFolderFile', folder.value.folder, stepsOf(path));
    return adder.call('readLocalFile', file);
  }

  return {
    folder,
    roots: tree.roots,
    expanded: tree.expanded,
    loading: tree.loading,
    error: tree.error,
    childrenOf: tree.childrenOf,
    expand: tree.expand,
    pick,
    restore,
    refresh,
    open,
    read,
  };
});
