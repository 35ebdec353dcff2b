// Whether a program seems to wait for an answer. No board says so: what can be seen is that it has begun a line, and then says nothing
// for a moment. A program that goes on unanswered did not wait, as one that prints dots; it is not believed again until it has ended.

import type { Terminal } from '@xterm/xterm';
import { shallowRef, type ShallowRef } from 'vue';
import { currentPrompt } from './prompt';

/** Longer than what a program prints in pieces takes between them. */
const SILENT_MS = 300;

export interface Asking {
  readonly asks: Readonly<ShallowRef<boolean>>;
  /** What the board printed is on the screen. */
  readonly drawn: () => void;
  readonly typed: (keys: string) => void;
  /** No program runs any more. */
  readonly ended: () => void;
}

export interface AskingParts {
  readonly terminal: Terminal;
  readonly isRunning: () => boolean;
}

export function makeAsking({ terminal, isRunning }: AskingParts): Asking {
  const asks = shallowRef(false);
  /** Keys were typed since it asked: what it prints is their echo. */
  let isAnswering = false;
  let isMistaken = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hasBegunLine = (): boolean => terminal.buffer.active.cursorX > 0;

  function look(): void {
    asks.value = isRunning() && hasBegunLine() && currentPrompt(terminal) === undefined;
    isAnswering = false;
  }

  function forget(): void {
    clearTimeout(timer);
    asks.value = false;
  }

  return {
    asks,
    drawn() {
      if (asks.value && isAnswering) return;
      if (asks.value) isMistaken = true;
      forget();
      if (hasBegunLine() && !isMistaken) timer = setTimeout(look, SILENT_MS);
    },
    typed(keys) {
      isAnswering = true;
      if (keys.includes('\r')) forget();
    },
    ended() {
      forget();
      isMistaken = false;
    },
  };
}
