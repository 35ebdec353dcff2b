// The boards that the window has, several at once, and which of them is shown. Owns connecting and letting go. Knows nothing of
// programs, files or consoles: those follow the list.

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { BoardState } from '../../ipc/contract';
import { AdderError, toAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { deviceName, useDevices } from './devices';
import { useRemembered } from './remembered';
import { isDisplaced, lastingAddress } from './same-board';
import { liveOf, makeConnected, nameOf, setPins, type ConnectedBoard } from './connected';

/** What a board that is there makes untrue. */
const GONE = ['link-lost', 'link-reset', 'link-closed', 'board-in-use', 'port-not-found'] as const;

export const useBoards = defineStore('boards', () => {
  const adder = useAdder();
  const problems = useProblems();
  const boards = shallowRef<readonly ConnectedBoard[]>([]);
  const shownKey = shallowRef<string>();
  const shown = computed(() => boards.value.find(({ key }) => key === shownKey.value));
  /** The person has chosen a board since the window began. */
  const hasChosen = shallowRef(false);
  const attempts = new Map<ConnectedBoard, Promise<AdderError | undefined>>();

  function find(id: string): ConnectedBoard | undefined {
    return boards.value.find(({ state }) => state?.board === id);
  }

  /** The board of an address, while the window has it. */
  function at(address: string): ConnectedBoard | undefined {
    return boards.value.find((board) => board.address === address);
  }

  function has(board: ConnectedBoard): boolean {
    return boards.value.includes(board);
  }

  /** @param byItself nobody has chosen it now */
  function show(board: ConnectedBoard, byItself = false): void {
    if (!has(board)) return;
    shownKey.value = board.key;
    if (!byItself) noteChoice(board);
  }

  /** The next one or the one before, in a circle. */
  function step(by: 1 | -1): void {
    const index = boards.value.findIndex(({ key }) => key === shownKey.value);
    const next = boards.value.at((index + by) % Math.max(1, boards.value.length));
    if (next) show(next);
  }

  /** @param instead what to show in its place; without one its neighbour */
  function remove(board: ConnectedBoard, instead?: ConnectedBoard): void {
    const index = boards.value.indexOf(board);
    if (index < 0) return;
    boards.value = boards.value.filter((other) => other !== board);
    if (shownKey.value !== board.key) return;
    const next =
      instead && has(instead) ? instead : (boards.value[index] ?? boards.value[index - 1]);
    shownKey.value = next?.key;
  }

  function take(board: ConnectedBoard, next: BoardState): void {
    const before = board.state;
    board.address = next.address; // first: what is kept under the address goes along
    board.state = next;
    if (before?.board !== next.board) setPins(board, next.simulated?.pins ?? []);
    if (next.mode !== 'lost') {
      board.lasting = lastingAddress(next.address);
      if (before?.mode === 'lost') problems.dismissAbout(before.address, ...GONE);
      return;
    }
    if (before?.mode === 'lost') return;
    setPins(board, []);
    if (next.error) tell(board, AdderError.fromData(next.error), t('devices.again'));
  }

  function tell(board: ConnectedBoard, error: unknown, label: string): void {
    problems.report(
      error,
      { label, run: () => reconnect(board) },
      { address: board.address, name: nameOf(board) },
    );
  }

  adder.on('boardChanged', (next) => {
    const board =
      find(next.board) ?? (next.replaces === undefined ? undefined : find(next.replaces));
    if (board) take(board, next);
  });
  adder.on('pinsChanged', (id, list) => {
    const board = find(id);
    if (board) setPins(board, list);
  });

  /**
   * Shows the board of an address, connected, or tells why that cannot be. A failure costs no other board anything.
   *
   * @param byItself nobody has chosen it now
   */
  async function connect(address: string, byItself = false): Promise<void> {
    const gone = displacedAt(address);
    if (gone) await close(gone);
    const board = at(address) ?? expect(address);
    const error = await tryConnect(address, byItself, board);
    if (error) tell(board, error, t('problems.retry'));
  }

  /** The same for who tells a failure in a place of their own. */
  async function tryConnect(
    address: string,
    byItself = false,
    board = at(address) ?? expect(address),
  ): Promise<AdderError | undefined> {
    const before = shown.value;
    if (!has(board)) boards.value = [...boards.value, board];
    shownKey.value = board.key;
    const error = await reach(board);
    if (!board.state) remove(board, before);
    else if (!error && !byItself) noteChoice(board);
    return error;
  }

  /** Connects a board that is not to be shown. One that cannot be reached is not worth a word: it is there as a lost one. */
  async function connectBehind(address: string): Promise<void> {
    const board = expect(address);
    boards.value = [...boards.value, board];
    const error = await reach(board);
    if (!error) return;
    const [absent] = (await problems.guard(() => adder.call('expectBoards', [address]))) ?? [];
    if (!absent || !has(board)) {
      remove(board);
      return;
    }
    take(board, absent);
    // It is plugged in, so there is something to be mended.
    if (absent.waiting === true) tell(board, error, t('problems.retry'));
  }

  /** A board that main knows, and the window does not yet. */
  function add(state: BoardState): ConnectedBoard {
    const board = makeConnected(state.address);
    boards.value = [...boards.value, board];
    take(board, state);
    return board;
  }

  /** It is not waited for any more where another hangs at its port and is wanted. */
  function displacedAt(address: string): ConnectedBoard | undefined {
    return boards.value.find((board) => board.address === address && isDisplaced(board));
  }

  /** A board that is not there yet, by the name that is known of it. */
  function expect(address: string): ConnectedBoard {
    const device = useDevices().devices.find((one) => one.address === address);
    const name = useRemembered().at(address)?.name ?? (device && deviceName(device));
    return makeConnected(address, name);
  }

  function noteChoice({ address, state }: ConnectedBoard): void {
    hasChosen.value = true;
    if (state) adder.tell('boardShown', address);
  }

  /** Connects a board of the list once more. */
  async function reconnect(board: ConnectedBoard): Promise<void> {
    if (!has(board) || isDisplaced(board)) return connect(board.address);
    const error = await reach(board);
    if (error) tell(board, error, t('problems.retry'));
  }

  function reach(board: ConnectedBoard): Promise<AdderError | undefined> {
    const running = attempts.get(board);
    if (running) return running;
    const attempt = attemptTo(board).finally(() => attempts.delete(board));
    attempts.set(board, attempt);
    return attempt;
  }

  async function attemptTo(board: ConnectedBoard): Promise<AdderError | undefined> {
    const before = board.state;
    board.connecting = true;
    try {
      const next = await adder.call('connectBoard', board.address);
      const same = find(next.board);
      if (!has(board)) {
        // Closed meanwhile: nobody wants it any more.
        if (!same) await adder.call('disconnectBoard', next.board);
      } else if (same && same !== board) {
        // Another spelling of a board that is here already.
        remove(board, same);
        show(same);
      } else {
        if (before?.waiting === true && before.board !== next.board)
          await adder.call('disconnectBoard', before.board);
        for (const address of [board.address, next.address])
          problems.dismissAbout(address, ...GONE);
        take(board, next);
      }
      return undefined;
    } catch (error) {
      return has(board) ? toAdderError(error) : undefined;
    } finally {
      board.connecting = false;
    }
  }

  /** Lets a board go, or ends the waiting for it, and takes it from the list. */
  async function close(board: ConnectedBoard): Promise<void> {
    const { state, address } = board;
    const isHeld = liveOf(board) !== undefined || state?.waiting === true;
    const before = shown.value;
    remove(board);
    const next = shown.value;
    if (next && next !== before) noteChoice(next);
    problems.dismissAbout(address, ...GONE);
    if (board.connecting) await problems.guard(() => adder.call('cancelConnecting', address));
    if (state && isHeld) await problems.guard(() => adder.call('disconnectBoard', state.board));
  }

  /** What main has open already, for a window that begins anew. */
  async function restore(): Promise<void> {
    const open = await problems.guard(() => adder.call('openBoards'));
    for (const state of open ?? []) {
      if (find(state.board)) continue;
      const board = add(state);
      if (!shown.value) shownKey.value = board.key;
    }
  }

  return {
    boards,
    shown,
    find,
    at,
    has,
    show,
    step,
    connect,
    tryConnect,
    connectBehind,
    add,
    hasChosen,
    reconnect,
    close,
    restore,
  };
});
