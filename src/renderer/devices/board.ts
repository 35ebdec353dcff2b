// The board that the window works with: one at a time. Owns connecting, what the board does, and its pins. Knows nothing
// of programs, files or consoles.

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { BoardState } from '../../ipc/contract';
import type { BoardMode } from '../../shared/board';
import { AdderError, isAdderError } from '../../shared/errors';
import type { PinState } from '../../shared/pins';
import { useAdder } from '../bridge/adder';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';

export const VIRTUAL_BOARD = 'virtual:default';

/** What a board that is there makes untrue. */
const GONE = ['link-lost', 'link-reset', 'link-closed', 'board-in-use', 'port-not-found'] as const;

/** What the chip says: the board's own modes, and the two without a board. */
export type ShownMode = BoardMode | 'none' | 'connecting';

export const useBoard = defineStore('board', () => {
  const adder = useAdder();
  const problems = useProblems();
  const state = shallowRef<BoardState>();
  /** The address that is being connected to. */
  const connecting = shallowRef<string>();
  const pins = shallowRef<ReadonlyMap<number, PinState>>(new Map());
  let attempts = 0;

  const mode = computed<ShownMode>(() => {
    if (connecting.value !== undefined) return 'connecting';
    return state.value?.mode ?? 'none';
  });
  /** The board, while it is there. */
  const live = computed(() => (state.value?.mode === 'lost' ? undefined : state.value));
  /** The board that is lost and comes back by itself. */
  const waiting = computed(() => (state.value?.waiting ? state.value : undefined));

  function setPins(list: readonly PinState[]): void {
    pins.value = new Map(list.map((pin) => [pin.pin, pin]));
  }

  function take(next: BoardState): void {
    const before = state.value;
    state.value = next;
    if (before?.board !== next.board) setPins(next.simulated?.pins ?? []);
    if (next.mode === 'lost' && before?.mode !== 'lost') {
      setPins([]);
      if (next.error)
        problems.report(AdderError.fromData(next.error), {
          label: t('devices.again'),
          run: reconnect,
        });
    }
  }

  adder.on('boardChanged', (next) => {
    const shown = state.value?.board;
    if (next.board === shown) take(next);
    else if (shown !== undefined && next.replaces === shown) {
      problems.dismissCode(...GONE);
      take(next);
    }
  });
  adder.on('pinsChanged', (board, list) => {
    if (board === state.value?.board) setPins(list);
  });

  async function connect(address: string): Promise<void> {
    const attempt = ++attempts;
    connecting.value = address;
    try {
      const next = await adder.call('connectBoard', address);
      if (attempt !== attempts) return;
      problems.dismissCode(...GONE);
      const before = live.value ?? waiting.value;
      take(next);
      // Only now: a board that cannot be reached costs nobody the one that works.
      if (before && before.board !== next.board) await adder.call('disconnectBoard', before.board);
    } catch (error) {
      // Who gave no password knows that nothing was connected.
      if (attempt === attempts && !isAdderError(error, 'aborted'))
        problems.report(error, { label: t('problems.retry'), run: () => connect(address) });
    } finally {
      if (attempt === attempts) connecting.value = undefined;
    }
  }

  async function reconnect(): Promise<void> {
    await connect(state.value?.address ?? VIRTUAL_BOARD);
  }

  async function disconnect(): Promise<void> {
    const board = live.value ?? waiting.value;
    attempts++;
    connecting.value = undefined;
    if (!board) return;
    await problems.guard(() => adder.call('disconnectBoard', board.board));
    if (state.value?.board === board.board) {
      state.value = undefined;
      setPins([]);
    }
  }

  return { state, live, waiting, mode, connecting, pins, connect, reconnect, disconnect };
});
