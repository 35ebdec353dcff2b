// The two lines that the friendly REPL prints at start and after Ctrl-B (`pyexec.c`, pyexec_friendly_repl):
//   MicroPython v1.27.0 on 2025-12-10; Raspberry Pi Pico W with RP2040
//   Type "help()" for more information.

import type { BoardFacts } from '../../shared/board';

const BANNER =
  /(?:^|[\r\n])(?:Adafruit )?([A-Z][A-Za-z]*Python) v?([0-9][^\s;]{0,40})[^;\r\n]{0,60}; ([^\r\n]{1,120})\r?\n/g;

/** The facts of the last banner in this text. */
export function parseBanner(text: string): BoardFacts | undefined {
  const match = [...text.matchAll(BANNER)].at(-1);
  const [, implementation, version, machine] = match ?? [];
  if (implementation === undefined || version === undefined || machine === undefined)
    return undefined;
  return { implementation, version, machine };
}
