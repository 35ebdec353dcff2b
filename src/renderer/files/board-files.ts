// The lists of the files on the boards. How one is read is board-list.ts's business, and what a person does with the entries
// board-entries.ts's.

import { defineStore } from 'pinia';
import { computed, effectScope, shallowRef, watch, type EffectScope } from 'vue';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { useBoards } from '../devices/boards';
import { afterStopping, type Purpose } from '../devices/busy';
import { idOf, type ConnectedBoard } from '../devices/connected';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';
import { makeBoardList, type BoardList } from './board-list';
import type { Entry, TreeNode } from './tree';

export const useBoardFiles = defineStore('board-files', () => {
  const adder = useAdder();
  const board = useBoard();
  const boards = useBoards();
  const questions = useQuestions();
  /** One list for each board that the window has, by its key. */
  const lists = shallowRef<ReadonlyMap<string, Kept>>(new Map());
  const here = computed(() => lists.value.get(board.key ?? '')?.list);

  watch(
    () => boards.boards,
    (all) => {
      const before = lists.value;
      lists.value = new Map(all.map((one) => [one.key, before.get(one.key) ?? keep(one)]));
      for (const [key, { scope }] of before) if (!lists.value.has(key)) scope.stop();
    },
    { immediate: true, flush: 'sync' },
  );

  async function refresh(of = board.shown): Promise<void> {
    await lists.value.get(of?.key ?? '')?.list.refresh();
  }

  async function expand(paths: string[]): Promise<void> {
    await here.value?.expand(paths);
  }

  /** What is in a folder now; asks to stop a program that keeps the board busy. */
  function look(of: ConnectedBoard, folder: string, purpose: Purpose): Promise<readonly Entry[]> {
    return afterStopping(purpose, of, () => adder.call('listBoardFiles', idOf(of), folder));
  }

  async function mayReplace(name: string): Promise<boolean> {
    const answer = await questions.choose({
      title: t('files.existsTitle', { name: visibleName(name) }),
      text: t('files.existsText'),
      choices: [
        { id: 'skip', label: t('files.skip') },
        { id: 'replace', label: t('files.replace'), kind: 'primary' },
      ],
    });
    return answer === 'replace';
  }

  /** Opens a folder of the list. */
  async function show(of: ConnectedBoard, folder: string): Promise<void> {
    await lists.value.get(of.key)?.list.show(folder);
  }

  return {
    space: computed(() => here.value?.space.value),
    /** What is shown may be old: the board was busy when it should have been read. */
    stale: computed(() => here.value?.stale.value ?? false),
    tree: computed(() => here.value?.tree),
    roots: computed(() => here.value?.tree.roots.value),
    loading: computed(() => here.value?.tree.loading.value ?? false),
    error: computed(() => here.value?.tree.error.value),
    childrenOf: (node: Pick<TreeNode, 'kind' | 'path'>) => here.value?.tree.childrenOf(node),
    expand,
    refresh,
    look,
    mayReplace,
    show,
  };
});

interface Kept {
  readonly list: BoardList;
  readonly scope: EffectScope;
}

function keep(board: ConnectedBoard): Kept {
  const scope = effectScope(true);
  const list = scope.run(() => makeBoardList(board));
  if (!list) throw new Error('the list of a board has no scope');
  return { list, scope };
}
