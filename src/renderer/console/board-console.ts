// The console of one board: its terminal, and what of it the window shows. It outlives the pane that shows it and the connection
// to the board: a board that comes back goes on where it was.

import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { shallowRef, type ShallowRef } from 'vue';
import { isMac } from '../app/chords';
import { t } from '../i18n';
import { makeAsking, type Asking } from './asking';
import { pasteKeys } from './entering';
import { consoleKeys } from './keys';
import { addLinks, type LinkTargets } from './links';
import { endStringsWithLines } from './noise';
import type { Screen } from './output';
import { pieces } from './pieces';
import { currentPrompt } from './prompt';
import { makeRecall, type Recall } from './recall';
import { makeTerminal, terminalTheme } from './terminal';

export interface BoardConsole extends Screen {
  readonly terminal: Terminal;
  readonly search: SearchAddon;
  readonly recall: Recall;
  readonly isEmpty: ShallowRef<boolean>;
  readonly hasSelection: ShallowRef<boolean>;
  /** Keys that are typed go to the board. */
  readonly hasKeys: ShallowRef<boolean>;
  readonly asking: Asking;
  /** Shows it in there; it is in one place at a time. */
  readonly showIn: (host: HTMLElement) => void;
  readonly fit: () => void;
  readonly useTheme: () => void;
  readonly useFontSize: (pixels: number) => void;
  /** That are kept above the screen. */
  readonly useLines: (count: number) => void;
  /** Removes what is above the line of the prompt, or above what the program has begun to ask. */
  readonly clearAbove: () => void;
  readonly dispose: () => void;
}

export interface ConsoleParts extends LinkTargets {
  /** Keys for the board. */
  readonly type: (keys: string) => void;
  /** The board waits at its prompt. */
  readonly isIdle: () => boolean;
  readonly isRunning: () => boolean;
  readonly history: () => readonly string[];
  readonly onEntered: (line: string) => void;
  /** Several lines have gone through paste mode. */
  readonly onPasted: (lines: number) => void;
  readonly find: () => void;
  readonly showHistory: () => void;
}

export function makeBoardConsole(parts: ConsoleParts): BoardConsole {
  const { isIdle } = parts;
  const terminal = makeTerminal();
  const isEmpty = shallowRef(true);
  const hasSelection = shallowRef(false);
  const hasKeys = shallowRef(false);
  const harmless = endStringsWithLines();
  const fitting = new FitAddon();
  const search = new SearchAddon();
  const asking = makeAsking({ terminal, isRunning: parts.isRunning });
  const recall = makeRecall({
    terminal,
    isIdle,
    type,
    lines: parts.history,
    onEntered: parts.onEntered,
  });
  let host: HTMLElement | undefined;

  terminal.loadAddon(fitting);
  terminal.loadAddon(search);
  addLinks(terminal, parts);
  terminal.attachCustomKeyEventHandler(
    consoleKeys({
      terminal,
      isMac,
      isAtPrompt: () => isIdle() && currentPrompt(terminal) !== undefined,
      recall: recall.step,
      find: parts.find,
      showHistory: parts.showHistory,
      clear: clearAbove,
    }),
  );
  terminal.onSelectionChange(() => {
    hasSelection.value = terminal.hasSelection();
  });
  terminal.onData((keys) => {
    recall.typed(keys);
    type(keys);
  });

  function type(keys: string): void {
    asking.typed(keys);
    parts.type(keys);
  }

  function write(bytes: Uint8Array, drawn: () => void): void {
    const done = (): void => {
      asking.drawn();
      drawn();
    };
    // xterm looks at the clock between two writes only.
    for (const [piece, isLast] of pieces(harmless(bytes)))
      terminal.write(piece, isLast ? done : undefined);
    isEmpty.value = false;
  }

  function fit(): void {
    if (host?.isConnected && host.clientWidth > 0 && host.clientHeight > 0) fitting.fit();
  }

  function showIn(next: HTMLElement): void {
    host = next;
    if (terminal.element) next.replaceChildren(terminal.element);
    else open(next);
    fit();
  }

  function open(first: HTMLElement): void {
    first.replaceChildren();
    terminal.open(first);
    terminal.textarea?.setAttribute('aria-label', `${t('console.label')}. ${t('console.leave')}`);
    for (const event of ['focus', 'blur'])
      terminal.textarea?.addEventListener(event, () => {
        // A window that is left keeps them where they are.
        hasKeys.value = document.activeElement === terminal.textarea;
      });
    // Before xterm, which would type it as it is.
    terminal.element?.addEventListener('paste', paste, { capture: true });
    // Widths are measured anew once the bundled font is there.
    void document.fonts.ready.then(() => {
      terminal.clearTextureAtlas();
      fit();
    });
  }

  function paste(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text === '') return;
    const { keys, lines } = pasteKeys(text, isIdle() ? currentPrompt(terminal) : undefined);
    recall.typed(lines > 0 ? '' : keys);
    type(keys);
    if (lines > 0) parts.onPasted(lines);
  }

  function clearAbove(): void {
    const { active } = terminal.buffer;
    const line = active.getLine(active.baseY + active.cursorY)?.translateToString(false) ?? '';
    const begun = line.slice(0, active.cursorX);
    // Beginning anew also ends whatever state the board's output left the terminal in.
    terminal.reset();
    isEmpty.value = begun.trim() === '';
    if (!isEmpty.value) terminal.write(begun);
  }

  return {
    terminal,
    search,
    recall,
    isEmpty,
    hasSelection,
    hasKeys,
    asking,
    write,
    showIn,
    fit,
    useTheme: () => {
      terminal.options.theme = terminalTheme();
    },
    useFontSize: (pixels) => {
      terminal.options.fontSize = pixels;
      fit();
    },
    useLines: (count) => {
      terminal.options.scrollback = count;
    },
    clearAbove,
    dispose: () => {
      terminal.dispose();
    },
  };
}
