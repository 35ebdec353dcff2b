// The soft probe: what is the board doing? It harms no running program, and rejects for no silence.
//
// It listens first: a virtual board and a board that just starts speak by themselves, and a program that prints all the time is not
// sent anything. Then it asks with Ctrl-B, which prints the banner at a prompt and leaves a raw REPL that somebody left behind
// (`pyexec.c`). In a half-typed line it moves the cursor back (`readline.c`), in paste mode it is echoed, and a program finds it among
// its input.

import { CTRL_B, latin1 } from '../protocol/bytes';
import type { Console } from './console';
import type { Friendly } from './friendly';
import type { Link } from './link';

/** How long to listen, ms, and once more where something was said: the last words of what is silent now, or of what goes on. */
const LISTEN_MS = 250;
/** How long a board at its prompt takes to answer, ms. */
const ANSWER_MS = 500;

/** readline's key for moving the cursor on: it takes back what Ctrl-B did to a half-typed line. */
const CTRL_F = 0x06;
const CURSOR_BACK = '\b';

export interface Listener {
  readonly link: Link;
  readonly console: Console;
  readonly friendly: Friendly;
}

export async function probe(
  { link, console, friendly }: Listener,
  signal?: AbortSignal,
): Promise<void> {
  if (await friendly.promptWithin(LISTEN_MS, signal)) return;
  const said = console.shown;
  if (said > 0 && (await friendly.promptWithin(LISTEN_MS, signal))) return;
  if (console.shown > said) return; // it goes on talking
  let answer = '';
  const stop = console.subscribe((bytes) => {
    answer = (answer + latin1(bytes)).slice(-64);
  });
  try {
    // Not awaited: a link that takes nothing now is a silent one. A link that fails ends the wait by itself.
    link.send(Uint8Array.of(CTRL_B)).catch(() => undefined);
    if (await friendly.promptWithin(ANSWER_MS, signal)) return;
  } finally {
    stop();
  }
  if (answer === CURSOR_BACK) {
    link.send(Uint8Array.of(CTRL_F)).catch(() => undefined);
    friendly.isAtPrompt('\0'); // not known what is typed there
  } else if (answer !== '' && !/[\x20-\xff]/.test(answer)) friendly.assume('unknown'); // an echo of paste mode, or raw paste that goes on: not a program
}
