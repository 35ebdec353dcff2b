// The program that was started with Run: which tab it is, whether it runs, and how it ended.

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { RunResult } from '../../ipc/contract';
import { isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { whenFree } from '../devices/busy';
import { useBoardFiles } from '../files/board-files';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { currentText, textOf } from '../tabs/documents';
import { useTabs, type Tab } from '../tabs/tabs';
import { parseTraceback, type Traceback } from './traceback';

export interface Failure extends Traceback {
  readonly tab: number;
  readonly name: string;
}

interface Program {
  readonly tab: number;
  readonly name: string;
}

export const useProgram = defineStore('program', () => {
  const adder = useAdder();
  const board = useBoard();
  const problems = useProblems();
  const announcer = useAnnouncer();
  /** All runs that main has not answered yet; one that was asked to make room ends a little later. */
  const runs = shallowRef<readonly Program[]>([]);
  const lastFailure = shallowRef<Failure>();
  /** How many programs have been started: for the first steps. */
  const started = shallowRef(0);

  const current = computed(() => runs.value.at(-1));
  /** How the last program went wrong; without a line when its tab is closed. */
  const failure = computed<Failure | undefined>(() => {
    const { value } = lastFailure;
    if (!value || useTabs().tabs.some((tab) => tab.id === value.tab)) return value;
    return { tab: value.tab, name: value.name, message: value.message };
  });

  async function run(tab: Tab): Promise<void> {
    const target = board.live;
    if (!target) return;
    // Modules that it imports from its own folder come along.
    const from = tab.origin.kind === 'computer' ? tab.origin.file : null;
    const program: Program = { tab: tab.id, name: tab.name };
    try {
      const source = textOf(currentText(useTabs().documentOf(tab.id)));
      const { traceback, stopped } = await whenFree('run', (interrupt) =>
        start(program, () =>
          adder.call('runProgram', target.board, tab.name, source, interrupt, from),
        ),
      );
      finish(program, traceback, stopped);
    } catch (error) {
      // The chip and its own message tell that the board is gone.
      if (isAdderError(error, 'link-lost') && board.state?.mode === 'lost') return;
      problems.report(error);
    }
  }

  async function start(program: Program, begin: () => Promise<RunResult>): Promise<RunResult> {
    runs.value = [...runs.value, program];
    lastFailure.value = undefined;
    started.value++;
    announcer.announce(t('status.started', { name: visibleName(program.name) }));
    try {
      return await begin();
    } finally {
      runs.value = runs.value.filter((other) => other !== program);
    }
  }

  function finish(program: Program, traceback: string, stopped: boolean): void {
    const parsed = stopped ? undefined : parseTraceback(traceback, program.name);
    // A program that was started meanwhile has the bar.
    if (parsed && !current.value) lastFailure.value = { ...program, ...parsed };
    announcer.announce(t(stopped ? 'status.stopped' : parsed ? 'status.failed' : 'status.ended'));
    void useBoardFiles().refresh();
  }

  async function stop(): Promise<void> {
    const target = board.live;
    if (target) await problems.guard(() => adder.call('stopProgram', target.board));
  }

  async function softReset(): Promise<void> {
    const target = board.live;
    if (!target) return;
    lastFailure.value = undefined;
    await problems.guard(() => adder.call('softReset', target.board));
  }

  function showFailure(): void {
    const { tab, line } = failure.value ?? {};
    if (tab !== undefined && line !== undefined) useTabs().reveal(tab, line);
  }

  function dismissFailure(): void {
    lastFailure.value = undefined;
  }

  return { current, failure, started, run, stop, softReset, showFailure, dismissFailure };
});
