// The deleted files that can come back. They lie in main's keeping; the last deletion of this window is undone in one step.

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { BinnedFacts } from '../../ipc/entries';
import { useAdder } from '../bridge/adder';
import { whenFree } from '../devices/busy';
import { useBoardFiles } from '../files/board-files';
import { useComputerFiles } from '../files/computer-files';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { liveBoard } from '../saved/theirs';
import { useAnnouncer } from '../status/announcer';
import { namesText } from '../transfers/queue-view';

interface Named {
  readonly name: string;
}

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

  /** Deletes, and says how it is taken back. Rejects as the deletion does. */
  async function fill(
    nodes: readonly Named[],
    work: () => Promise<BinnedFacts>,
  ): Promise<BinnedFacts> {
    const names = nodes.map(({ name }) => name);
    announcer.announce(t('bin.deleting', { name: namesText(names, nodes.length) }));
    const facts = await work();
    undoable.value = [...undoable.value, facts.id];
    const name = namesText(facts.names, facts.count);
    announcer.show(t('bin.deleted', { name }), {
      label: t('bin.undo'),
      run: () => restore(facts),
    });
    return facts;
  }

  async function restore(facts: BinnedFacts): Promise<void> {
    const { id, from } = facts;
    const board = from.kind === 'board' ? liveBoard(from.address) : undefined;
    const done = await problems.guard(async () => {
      if (board)
        await whenFree('change', board, async (interrupt) =>
          adder.call('restoreFromBin', id, interrupt),
        );
      else await adder.call('restoreFromBin', id, false);
      return true;
    });
    // A part of it may be back, also where it failed.
    await (board ? useBoardFiles().refresh(board) : useComputerFiles().refresh());
    if (!done) return;
    undoable.value = undoable.value.filter((other) => other !== id);
    announcer.show(t('bin.restored', { name: namesText(facts.names, facts.count) }));
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

  return { binned, canUndo, load, fill, restore, undo, empty };
});
