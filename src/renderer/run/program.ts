// The programs that were started with Run, one on each board: which tab it is, whether it runs, and how it ended. What is said of
// one is that of the board that is shown.

import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { RunResult } from '../../ipc/contract';
import { isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { useBoards } from '../devices/boards';
import { whenFree } from '../devices/busy';
import { idOf, nameOf, type ConnectedBoard } from '../devices/connected';
import { isSameBoard } from '../devices/same-board';
import { useBoardFiles } from '../files/board-files';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { currentText } from '../tabs/documents';
import { textOf } from '../tabs/text';
import { useTransfers } from '../transfers/transfers';
import { useTabs, type Tab } from '../tabs/tabs';
import { parseTraceback, type Traceback } from './traceback';

const READS_KEYS = /\binput\s*\(|\bstdin\b/;

interface Program {
  /** The key of the board that it runs on. */
  readonly board: string;
  readonly tab: number;
  readonly name: string;
  /** It looks as if it asked for something in the console. */
  readonly readsKeys: boolean;
}

export interface Failure extends Traceback, Omit<Program, 'readsKeys'> {}

export const useProgram = defineStore('program', () => {
  const adder = useAdder();
  const board = useBoard();
  const boards = useBoards();
  const problems = useProblems();
  const announcer = useAnnouncer();
  /** All runs that main has not answered yet; one that was asked to make room ends a little later. */
  const runs = shallowRef<readonly Program[]>([]);
  /** Of each board, by its key. */
  const failures = shallowRef<ReadonlyMap<string, Failure>>(new Map());
  /** How many programs have been started: for the first steps. */
  const started = shallowRef(0);
  /** Of all boards: whose name a traceback may say. */
  const lastStarted = shallowRef<Program>();

  const current = computed(() => currentOn(board.key));
  /** How the last program went wrong; without a line when its tab is closed. */
  const failure = computed<Failure | undefined>(() => {
    const last = failures.value.get(board.key ?? '');
    if (!last || useTabs().tabs.some((tab) => tab.id === last.tab)) return last;
    const { board: on, tab, name, message, elsewhere } = last;
    return { board: on, tab, name, message, ...(elsewhere && { elsewhere }) };
  });

  function currentOn(key: string | undefined): Program | undefined {
    return runs.value.filter((program) => program.board === key).at(-1);
  }

  function setFailure(key: string, failure?: Failure): void {
    const others = [...failures.value].filter(([other]) => other !== key);
    failures.value = new Map(failure ? [...others, [key, failure]] : others);
  }

  watch(
    () => boards.boards,
    (all) => {
      for (const key of failures.value.keys())
        if (!all.some((one) => one.key === key)) setFailure(key);
    },
  );

  async function run(tab: Tab): Promise<void> {
    const target = board.shown;
    if (!target || !board.live) return;
    // Modules that it imports from its own folder come along.
    const from = tab.origin.kind === 'computer' ? tab.origin.file : null;
    try {
      const source = textOf(currentText(useTabs().documentOf(tab.id)));
      const readsKeys = READS_KEYS.test(source);
      const program: Program = { board: target.key, tab: tab.id, name: tab.name, readsKeys };
      const { traceback, stopped } = await whenFree('run', target, (interrupt) =>
        start(program, target, () =>
          adder.call('runProgram', idOf(target), tab.name, source, interrupt, from),
        ),
      );
      finish(program, target, traceback, stopped);
    } catch (error) {
      // The end of the board is told by itself, perhaps a moment later.
      if (isAdderError(error, 'link-lost')) return;
      problems.report(error);
    }
  }

  /** Does something of its queue go on, for which a program waits? */
  function isWorking({ address }: ConnectedBoard): boolean {
    return useTransfers().transfers.some(
      (one) => one.state === 'running' && isSameBoard(one.address, address),
    );
  }

  async function start(
    program: Program,
    target: ConnectedBoard,
    begin: () => Promise<RunResult>,
  ): Promise<RunResult> {
    runs.value = [...runs.value, program];
    setFailure(program.board);
    started.value++;
    lastStarted.value = program;
    const name = visibleName(program.name);
    if (isWorking(target)) announcer.show(t('run.waits', { name }));
    else announcer.announce(t('status.started', { name }));
    try {
      return await begin();
    } finally {
      runs.value = runs.value.filter((other) => other !== program);
    }
  }

  function finish(
    program: Program,
    target: ConnectedBoard,
    traceback: string,
    stopped: boolean,
  ): void {
    const parsed = stopped ? undefined : parseTraceback(traceback, program.name);
    // A program that was started meanwhile has the bar.
    if (parsed && !currentOn(target.key)) setFailure(target.key, { ...program, ...parsed });
    const end = t(stopped ? 'status.stopped' : parsed ? 'status.failed' : 'status.ended');
    const isShown = target.key === board.key;
    announcer.announce(isShown ? end : t('status.onBoard', { name: nameOf(target), what: end }));
    void useBoardFiles().refresh(target);
  }

  async function stop(): Promise<void> {
    const target = board.live;
    if (target) await problems.guard(() => adder.call('stopProgram', target.board));
  }

  async function softReset(): Promise<void> {
    const target = board.live;
    if (!target || board.key === undefined) return;
    setFailure(board.key);
    await problems.guard(() => adder.call('softReset', target.board));
  }

  function showFailure(): void {
    const { tab, line } = failure.value ?? {};
    if (tab !== undefined && line !== undefined) useTabs().reveal(tab, line);
  }

  function dismissFailure(): void {
    if (board.key !== undefined) setFailure(board.key);
  }

  return {
    current,
    failure,
    started,
    lastStarted,
    run,
    stop,
    softReset,
    showFailure,
    dismissFailure,
  };
});
