// The board that is shown, out of those that are connected (boards.ts): what Run, Stop and Upload act on, and what the files, the
// console and the workbench show.

import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useBoards } from './boards';
import { liveOf, modeOf } from './connected';

export const VIRTUAL_BOARD = 'virtual:default';

const NO_PINS = new Map<never, never>();

export const useBoard = defineStore('board', () => {
  const boards = useBoards();
  const shown = computed(() => boards.shown);
  /** What belongs to the board is kept under this; it outlives a lost connection. */
  const key = computed(() => boards.shown?.key);
  const state = computed(() => boards.shown?.state);
  const mode = computed(() => modeOf(boards.shown));
  /** The board, while it is there. */
  const live = computed(() => boards.shown && liveOf(boards.shown));
  /** The board that is lost and comes back by itself. */
  const waiting = computed(() => (state.value?.waiting === true ? state.value : undefined));
  const pins = computed(() => boards.shown?.pins ?? NO_PINS);

  /** Shows the board of an address, connected. */
  function connect(address: string): Promise<void> {
    return boards.connect(address);
  }

  async function reconnect(): Promise<void> {
    await (boards.shown ? boards.reconnect(boards.shown) : boards.connect(VIRTUAL_BOARD));
  }

  async function disconnect(): Promise<void> {
    if (boards.shown) await boards.close(boards.shown);
  }

  return { shown, key, state, live, waiting, mode, pins, connect, reconnect, disconnect };
});
