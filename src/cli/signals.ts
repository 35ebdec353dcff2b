// Ctrl-C and its relatives: the first one asks everything to end well, the second one ends the process.

import type { Unsubscribe } from '../shared/unsubscribe';

/** The exit code of each: 1 for Ctrl-C, as mpremote has it; the shell's own for the others. */
const EXIT_CODES = { SIGINT: 1, SIGTERM: 143, SIGHUP: 129 } as const;

type WatchedSignal = keyof typeof EXIT_CODES;

const WATCHED = Object.keys(EXIT_CODES) as WatchedSignal[];

/** How many things run that Ctrl-C at the terminal belongs to. */
let elsewhere = 0;

/** While another program has the terminal, Ctrl-C is that one's: the system sends it to both. */
export async function withoutInterrupts<Result>(work: () => Promise<Result>): Promise<Result> {
  elsewhere++;
  try {
    return await work();
  } finally {
    elsewhere--;
  }
}

/** @param onFirst gets the code to exit with, once */
export function watchSignals(onFirst: (exitCode: number) => void): Unsubscribe {
  let asked = false;
  const listener = (signal: WatchedSignal): void => {
    if (signal === 'SIGINT' && elsewhere > 0) return;
    const code = EXIT_CODES[signal];
    if (asked) process.exit(code);
    asked = true;
    onFirst(code);
  };
  for (const signal of WATCHED) process.on(signal, listener);
  return () => {
    for (const signal of WATCHED) process.off(signal, listener);
  };
}
