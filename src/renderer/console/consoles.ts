// The consoles of all boards, by address: a reconnected board is the same one. They take what boards print whether they are
// shown or not. Owns which one is shown: that of the board that is shown, or of the last one.

import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useAdder } from '../bridge/adder';
import { useBoard } from '../devices/board';
import { useBoards } from '../devices/boards';
import { liveOf, modeOf, type ConnectedBoard, type ShownMode } from '../devices/connected';
import { t } from '../i18n';
import { usePanels } from '../panel/panels';
import { usePlots } from '../plotter/plots';
import { useProblems } from '../problems/problems';
import { usePlaces } from '../run/places';
import { useSettings } from '../settings/settings';
import { useAnnouncer } from '../status/announcer';
import { useTheme } from '../theme/theme';
import { makeBoardConsole, type BoardConsole } from './board-console';
import { useHistory } from './history';
import { pumpOutput, type Screen, type ScreenOf } from './output';

/** Each keeps thousands of lines; those of boards that are gone are given up first. */
const MOST = 8;

/** Drawn when both have drawn. */
function both(one: Screen, other: Screen): Screen {
  return {
    write(bytes, drawn) {
      let left = 2;
      const done = (): void => {
        left--;
        if (left === 0) drawn();
      };
      one.write(bytes, done);
      other.write(bytes, done);
    },
  };
}

export const useConsoles = defineStore('consoles', () => {
  const adder = useAdder();
  const board = useBoard();
  const boards = useBoards();
  const panels = usePanels();
  const plots = usePlots();
  const problems = useProblems();
  const announcer = useAnnouncer();
  const history = useHistory();
  const places = usePlaces();
  const fontSize = useSettings().one('consoleFontSize');
  const lines = useSettings().one('consoleLines');
  const { resolved } = useTheme();
  const consoles = new Map<string, BoardConsole>();
  /** Where each board was, by its key: one that comes back at another port takes its console along. */
  let addresses: ReadonlyMap<string, string> = new Map();
  const shown = shallowRef<BoardConsole>();
  const above = shallowRef<'search' | 'history'>();
  const opened = shallowRef(0);
  /** The program of the board that is shown seems to wait for an answer. */
  const asks = computed(() => shown.value?.asking.asks.value ?? false);
  const hasKeys = computed(() => shown.value?.hasKeys.value ?? false);

  function boardBehind(of: BoardConsole): ConnectedBoard | undefined {
    return boards.boards.find(({ address }) => consoles.get(address) === of);
  }

  function type(from: BoardConsole, keys: string): void {
    const target = boardBehind(from);
    const live = target && liveOf(target);
    if (live) void problems.guard(() => adder.call('typeKeys', live.board, keys));
  }

  function modeBehind(of: BoardConsole): ShownMode {
    return modeOf(boardBehind(of));
  }

  function make(): BoardConsole {
    const made: BoardConsole = makeBoardConsole({
      type: (keys) => {
        type(made, keys);
      },
      // Adder's own short work with the board leaves the prompt where it is; keys wait until it is done.
      isIdle: () => ['idle', 'engine'].includes(modeBehind(made)),
      isRunning: () => modeBehind(made) === 'running',
      history: () => history.lines,
      onEntered: history.add,
      onPasted: (lines) => {
        announcer.show(t('console.pasted', { lines }));
      },
      find: () => {
        open('search');
      },
      showHistory: () => {
        open('history');
      },
      openPlace: (file, line) => void places.show({ file, line }),
      openAddress: (address) => void problems.guard(() => adder.call('openExternal', address)),
    });
    made.useFontSize(fontSize.value);
    made.useLines(lines.value);
    return made;
  }

  function consoleOf(address: string): BoardConsole {
    const found = consoles.get(address) ?? make();
    consoles.delete(address);
    consoles.set(address, found); // the last one used is the last one given up
    makeRoom();
    return found;
  }

  /** What lies above the terminal; opened once more it begins anew. */
  function open(next: 'search' | 'history'): void {
    panels.show('console');
    above.value = next;
    opened.value++;
  }

  /** Brings the keys there. */
  function focus(): void {
    panels.show('console');
    // Once its tab is there.
    requestAnimationFrame(() => shown.value?.terminal.focus());
  }

  function close(): void {
    above.value = undefined;
    shown.value?.terminal.focus();
  }

  function makeRoom(): void {
    for (const [address, old] of consoles) {
      if (consoles.size <= MOST) return;
      if (old === shown.value || boards.at(address)) continue;
      consoles.delete(address);
      old.dispose();
    }
  }

  const screenOf: ScreenOf = (id) => {
    const from = boards.find(id);
    if (!from) return boards.boards.some(({ connecting }) => connecting) ? 'later' : undefined;
    const screen = consoleOf(from.address);
    if (from === board.shown) panels.tell('console', t('console.news'));
    else from.hasNews = true;
    return both(screen, plots.plotOf(screen));
  };

  const { lookAgain } = pumpOutput(screenOf);

  function follow({ key, address }: ConnectedBoard): void {
    const before = addresses.get(key);
    const moved = before === undefined || before === address ? undefined : consoles.get(before);
    if (before === undefined || !moved || consoles.has(address)) return;
    consoles.delete(before);
    consoles.set(address, moved);
  }

  watch(
    () => [board.state, boards.boards.map((one) => [one, one.state, one.connecting])] as const,
    ([state]) => {
      boards.boards.forEach(follow);
      addresses = new Map(boards.boards.map(({ key, address }) => [key, address]));
      for (const one of boards.boards)
        if (modeOf(one) !== 'running') consoles.get(one.address)?.asking.ended();
      if (state) {
        shown.value = consoleOf(state.address);
        plots.show(shown.value);
      }
      lookAgain();
    },
    { immediate: true, flush: 'sync' },
  );
  watch(
    () => board.shown,
    (now) => {
      if (now?.hasNews !== true) return;
      now.hasNews = false;
      // Its console may be hidden behind another panel.
      panels.tell('console', t('console.news'));
    },
    { flush: 'sync' },
  );
  watch(
    resolved,
    () => {
      for (const each of consoles.values()) each.useTheme();
    },
    { flush: 'post' },
  );

  watch([fontSize, lines], () => {
    for (const each of consoles.values()) {
      each.useFontSize(fontSize.value);
      each.useLines(lines.value);
    }
  });

  return { shown, above, opened, asks, hasKeys, open, focus, close };
});
