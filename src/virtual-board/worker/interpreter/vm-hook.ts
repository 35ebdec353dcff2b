// The one place where Adder gets a word in while Python computes. At every jump of a program the interpreter's loop looks
// whether something is pending and then calls `mp_handle_pending`, not directly but through an import (compiled C does
// that with functions that may raise). `scheduler.arm` makes it always look pending; so this import is a hook into every
// loop of every program, at no measurable cost, in an unchanged binary.

import { SLOT } from './layout';

/** Calls between two looks at what nobody announces: timers, garbage, output that has waited long enough. */
const LOOK_EVERY = 128;

export interface HookTargets {
  /** The app has sent something. */
  readonly stirred: boolean;
  /** There is an exception to raise or a function to call. */
  readonly pending: boolean;
  /** Does what an interrupt handler does: takes bytes in, looks at timers. Runs no Python. */
  service(): void;
  collectGarbage(): void;
  arm(): void;
}

export function vmHookImports(
  own: WebAssembly.WasmFunction,
  targets: () => HookTargets | undefined,
): Record<string, WebAssembly.ImportFunction> {
  let calls = 0;
  return {
    invoke_vi(slot: number, argument: number): void {
      const board = slot === SLOT.handlePending && argument === 1 ? targets() : undefined;
      if (!board) {
        own(slot, argument);
        return;
      }
      calls = (calls + 1) % LOOK_EVERY;
      if (calls === 0 || board.stirred) {
        board.service();
        board.collectGarbage();
      }
      if (board.pending) own(slot, argument);
      board.arm();
    },
  };
}
