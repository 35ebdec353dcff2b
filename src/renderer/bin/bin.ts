// The deleted files that can come back. They lie in main's keeping; the last deletion of this window is undone in one step.

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { BoardId, FolderId } from '../../ipc/contract';
import type { BinnedFacts } from '../../ipc/entries';
import type { TransferFacts } from '../../ipc/transfers';
import { useAdder } from '../bridge/adder';
import { useComputerFiles } from '../files/computer-files';
import { stepsOf } from '../files/names';
import type { TreeNode } from '../files/tree';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { nameOf, namesText } from '../transfers/queue-view';

export const useBin = defineStore('bin', () => {
  const adder = useAdder();
  const problems = useProblems();
  const announcer = useAnnouncer();
  /** The last one that was deleted first. */
  const binned = shallowRef<readonly BinnedFacts[]>([]);
  /** What this window has deleted and not brought back, the last one last. */
  const undoable = shallowRef<readonly string[]>([]);
  const canUndo = computed(() => undoable.value.length > 0);

  function take(all: readonly BinnedFacts[]): void {
    binned.value = [...all].sort((one, other) => other.when - one.when);
    undoable.value = undoable.value.filter((id) => all.some((one) => one.id === id));
  }
  adder.on('binChanged', take);

  async function load(): Promise<void> {
    const all = await problems.guard(() => adder.call('listBin'));
    if (all) take(all);
  }

  /** Says that it is being done. */
  function announce(nodes: readonly TreeNode[]): void {
    const names = nodes.map(({ name }) => name);
    announcer.announce(t('bin.deleting', { name: namesText(names, nodes.length) }));
  }

  /** Deletes below a picked folder, and says how that is taken back. */
  async function deleteLocal(folder: FolderId, nodes: readonly TreeNode[]): Promise<void> {
    announce(nodes);
    const steps = nodes.map(({ path }) => stepsOf(path));
    const { id, names, count } = await adder.call('deleteLocalEntries', folder, steps);
    offerUndo(t('bin.deleted', { name: namesText(names, count) }), [id]);
  }

  /** Queues it; how that is taken back is said when it has ended. */
  async function deleteOnBoard(board: BoardId, nodes: readonly TreeNode[]): Promise<void> {
    announce(nodes);
    const paths = nodes.map(({ path }) => path);
    await adder.call('deleteBoardEntries', board, paths);
  }

  /** What has become of a deletion on a board, or of what came back to it. */
  function tell(facts: TransferFacts): void {
    const { direction, state, binned: ids = [] } = facts;
    const name = nameOf(facts);
    if (direction === 'restore') {
      if (state === 'done') announcer.show(t('bin.restored', { name }));
    } else if (ids.length > 0)
      offerUndo(t(state === 'done' ? 'bin.deleted' : 'bin.deletedPart', { name }), ids);
  }

  function offerUndo(text: string, ids: readonly string[]): void {
    undoable.value = [...undoable.value.filter((id) => !ids.includes(id)), ...ids];
    announcer.show(text, { label: t('bin.undo'), run: () => takeBack(ids) });
  }

  async function takeBack(ids: readonly string[]): Promise<void> {
    await load();
    for (const facts of binned.value) if (ids.includes(facts.id)) await restore(facts);
  }

  async function restore(facts: BinnedFacts): Promise<void> {
    const { id, names, count } = facts;
    const transfer = await problems.guard(() => adder.call('restoreFromBin', id));
    if (transfer !== undefined) undoable.value = undoable.value.filter((other) => other !== id);
    if (facts.from.kind === 'board') return;
    // A part of it may be back, also where it failed.
    await useComputerFiles().refresh();
    if (transfer === null) announcer.show(t('bin.restored', { name: namesText(names, count) }));
  }

  /** Takes the last deletion of this window back. */
  async function undo(): Promise<void> {
    await load();
    const last = binned.value.find(({ id }) => id === undoable.value.at(-1));
    if (last) await restore(last);
    else announcer.show(t('bin.nothingToUndo'));
  }

  async function empty(ids: readonly string[]): Promise<void> {
    await problems.guard(() => adder.call('emptyBin', [...ids]));
  }

  return { binned, canUndo, load, deleteLocal, deleteOnBoard, tell, restore, undo, empty };
});
