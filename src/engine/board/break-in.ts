// To the prompt of a board whose program does not let go: Ctrl-C without end, until a prompt proves to be MicroPython's own. A
// handler that swallows one KeyboardInterrupt is hit by the next while it runs, and a board that is reset meanwhile, or resets
// itself for ever, is met before the first line of its main.py. Milder means stand in stop.ts.

import { isAdderError, type ErrorCode } from '../../shared/errors';
import { CTRL_C } from '../protocol/bytes';
import { throwIfAborted } from './abort';
import type { Friendly } from './friendly';
import type { Link } from './link';

/** One burst: less than the smallest receive buffer, so that what comes after the prompt is soon over. */
const BURST = new Uint8Array(64).fill(CTRL_C);
/** From one burst to the next, ms: together a third of a line of 115200 baud, for a handler may be left only within microseconds. */
const BURST_MS = 20;
/** Each Ctrl-C that was still on its way is answered by a prompt; then it is quiet for so long, ms ... */
const QUIET_MS = 150;
/** ... unless a program prints prompts for ever, ms. */
const SETTLE_MS = 10_000;

/** What looked like a prompt was a program's own: it is tried again. */
const NO_PROMPT: readonly ErrorCode[] = [
  'board-busy',
  'board-silent',
  'no-raw-repl',
  'no-response',
  'program-unstoppable',
  'protocol-damaged',
];

/**
 * Resolves when `enter` has got into the raw REPL. Rejects with `aborted` and when the link ends, and with nothing else.
 *
 * @param enter what proves the prompt
 */
export async function breakIn(
  link: Link,
  friendly: Friendly,
  enter: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const goOn = link.letFlow();
  // A board that takes nothing gets no more of them: they would all come at once later.
  let underWay = false;
  const burst = (): void => {
    if (underWay) return;
    underWay = true;
    const sent = (): void => {
      underWay = false;
    };
    link.send(BURST).then(sent, sent);
  };
  try {
    for (;;) {
      throwIfAborted(signal);
      const prompt = friendly.nextPromptWithin(BURST_MS, signal);
      burst();
      if (!(await prompt)) continue;
      await settled(friendly, signal);
      try {
        await enter();
        return;
      } catch (error) {
        if (!NO_PROMPT.some((code) => isAdderError(error, code))) throw error;
      }
    }
  } finally {
    goOn();
  }
}

/** What was sent has been answered: nothing of it may reach what comes next. */
async function settled(friendly: Friendly, signal: AbortSignal): Promise<void> {
  const end = performance.now() + SETTLE_MS;
  while (performance.now() < end) if (!(await friendly.nextPromptWithin(QUIET_MS, signal))) return;
}
