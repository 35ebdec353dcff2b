// The queues of transfers as main tells them. Main owns them; here is only what the window does when one of them gets on: lists are read
// anew, whoever waits for an end hears of it, and what went well is soon forgotten.

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { ENDED, type TransferFacts, type TransferId } from '../../ipc/transfers';
import { AdderError } from '../../shared/errors';
import { useBin } from '../bin/bin';
import { useAdder } from '../bridge/adder';
import { useBoards } from '../devices/boards';
import { isSameBoard } from '../devices/same-board';
import { useBoardFiles } from '../files/board-files';
import { useComputerFiles } from '../files/computer-files';
import { errorWords } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { askAbout, type Asking } from './asking';
import { isOfBin, nameOf, outcomeOf } from './queue-view';

/** How long one that has ended well, or was cancelled, stays in the list. */
const LINGER_MS = 8000;
/** A deletion that is over by then shows nothing but its notice. */
const QUIET_MS = 700;

export const useTransfers = defineStore('transfers', () => {
  const adder = useAdder();
  const problems = useProblems();
  const announcer = useAnnouncer();
  const transfers = shallowRef<readonly TransferFacts[]>([]);
  const listeners = new Map<TransferId, (facts: TransferFacts) => void>();
  const questions = new Map<TransferId, Asking>();

  /** Those of the bin that have only begun. */
  const quiet = shallowRef<ReadonlySet<TransferId>>(new Set());

  /** What a person is to see. */
  const shown = computed(() =>
    transfers.value.filter(
      (one) => !quiet.value.has(one.id) && !(isOfBin(one) && one.state === 'done'),
    ),
  );
  const running = computed(() => shown.value.filter(({ state }) => !ENDED.has(state)));
  const failed = computed(() => shown.value.filter(({ state }) => state === 'failed'));

  function take(next: readonly TransferFacts[]): void {
    const before = new Map(transfers.value.map((one) => [one.id, one]));
    hush(next.filter((one) => isOfBin(one) && !before.has(one.id)));
    transfers.value = next;
    for (const facts of next) {
      const { id, state, asks } = facts;
      const old = before.get(id);
      if (questions.get(id)?.about !== asks?.kind) settle(id);
      if (state === 'asking' && asks && !questions.has(id)) questions.set(id, askAbout(facts));
      if (ENDED.has(state) && old?.state !== state) end(facts);
      before.delete(id);
    }
    for (const id of before.keys()) {
      settle(id);
      listeners.delete(id);
    }
  }

  function hush(fresh: readonly TransferFacts[]): void {
    if (fresh.length === 0) return;
    const ids = fresh.map(({ id }) => id);
    quiet.value = new Set([...quiet.value, ...ids]);
    setTimeout(() => {
      quiet.value = new Set([...quiet.value].filter((id) => !ids.includes(id)));
    }, QUIET_MS);
  }

  /** Its question needs no answer any more. */
  function settle(id: TransferId): void {
    questions.get(id)?.withdraw();
    questions.delete(id);
  }

  function end(facts: TransferFacts): void {
    const { id, state, direction, address, error } = facts;
    if (direction === 'download') void useComputerFiles().refresh();
    else {
      const board = useBoards().boards.find((one) => isSameBoard(one.address, address));
      if (board) void useBoardFiles().refresh(board);
    }
    if (isOfBin(facts)) useBin().tell(facts);
    if (state === 'done') {
      listeners.get(id)?.(facts);
      if (!isOfBin(facts)) announcer.announce(`${nameOf(facts)}: ${outcomeOf(facts).join(' · ')}`);
    } else if (state === 'failed' && error) {
      const { title } = errorWords(AdderError.fromData(error).code);
      announcer.announce(`${nameOf(facts)}: ${title}`);
    }
    if (state === 'done' && isOfBin(facts)) void forget([id]);
    else if (state !== 'failed') setTimeout(() => void forget([id]), LINGER_MS);
  }

  adder.on('transfersChanged', take);
  // What a window that begins anew finds under way; an event that came meanwhile knows more.
  void problems.guard(async () => {
    const found = await adder.call('listTransfers');
    if (transfers.value.length === 0) take(found);
  });

  /** Hears of the transfer's success, also if it comes only after another try. */
  function onDone(id: TransferId, listener: (facts: TransferFacts) => void): void {
    const facts = transfers.value.find((one) => one.id === id);
    if (facts?.state === 'done') listener(facts);
    listeners.set(id, listener);
  }

  async function forget(ids: readonly TransferId[]): Promise<void> {
    await problems.guard(() => adder.call('forgetTransfers', [...ids]));
  }

  async function act(
    verb: 'cancelTransfer' | 'pauseTransfer' | 'resumeTransfer',
    id: TransferId,
  ): Promise<void> {
    await problems.guard(() => adder.call(verb, id));
  }

  return {
    transfers,
    shown,
    running,
    failed,
    onDone,
    cancel: (id: TransferId) => act('cancelTransfer', id),
    pause: (id: TransferId) => act('pauseTransfer', id),
    /** Goes on, or begins again. */
    resume: (id: TransferId) => act('resumeTransfer', id),
    /** Forgets all that have ended. */
    clear: () => forget(transfers.value.filter((one) => ENDED.has(one.state)).map(({ id }) => id)),
  };
});
