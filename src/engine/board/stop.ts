// Stopping programs with Ctrl-C. A program may catch KeyboardInterrupt, so it goes out again and again, each time more often: some
// then arrive inside the handler. What still goes on is given up in words that a person can use.

import { AdderError } from '../../shared/errors';
import { CTRL_B, CTRL_C, EMPTY, concat } from '../protocol/bytes';
import { failureError } from '../protocol/failure';
import { judge } from '../protocol/not-micropython';
import type { Drive } from './drive';
import type { Friendly } from './friendly';
import type { Link } from './link';

/** How many Ctrl-Cs go out, and after which time, ms, the next ones do. */
const TRIES = [
  { times: 1, ms: 200 },
  { times: 2, ms: 400 },
  { times: 4, ms: 600 },
  { times: 16, ms: 800 },
] as const;

/** One, and time to swallow what is on its way: 16 KB take a slow board two seconds. */
const ONE_TRY = [{ times: 1, ms: 3000 }] as const;

/** What is known of a program that is to stop. */
export interface Stopping {
  /**
   * It catches Ctrl-C and ends by itself when it has swallowed what is on its way to it, which the raw REPL would take for commands: another
   * Ctrl-C would end that too early.
   */
  readonly slowly?: boolean | undefined;
  /** It does end with Ctrl-C, and what it has said before is still on its way through a slow line. */
  readonly stillComes?: () => boolean;
}

/** Stops a program in the raw REPL; one that does not end is given up with `program-unstoppable`. */
export function stopProgram(
  link: Link,
  running: Drive<unknown>,
  { slowly = false, stillComes = () => false }: Stopping = {},
): void {
  const tries = slowly ? ONE_TRY : TRIES;
  const goOn = link.letFlow();
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const attempt = (index: number): void => {
    if (hasEnded) return;
    const current = tries[index];
    if (!current) {
      // While we hold the board back ourselves, its silence is no answer.
      if (link.held || stillComes()) timer = setTimeout(() => attempt(index), 1000);
      else running.abandon(unstoppable());
      return;
    }
    for (let count = 0; count < current.times; count++) running.interrupt();
    const wait = (): void => {
      if (!hasEnded) timer = setTimeout(() => attempt(index + 1), current.ms);
    };
    const busy = link.busy();
    if (busy)
      void busy.then(wait); // its time begins when it goes out
    else wait();
  };
  const clear = (): void => {
    hasEnded = true;
    clearTimeout(timer);
    goOn();
  };
  running.result.then(clear, clear);
  attempt(0);
}

/**
 * Ctrl-C at the friendly REPL until the prompt is back. Rejects with `program-unstoppable`, with `no-raw-repl` where what was said is not
 * MicroPython's, with `board-silent` where nothing was said at all, and when the link ends.
 */
export async function stopFriendly(
  link: Link,
  friendly: Friendly,
  hasSpoken: () => boolean,
): Promise<void> {
  const goOn = link.letFlow();
  let sent: Uint8Array = EMPTY;
  try {
    for (const [index, { times, ms }] of TRIES.entries()) {
      const bytes = keys(times, index > 0);
      sent = concat(sent, bytes);
      // Armed before the byte goes out. A prompt that is already there may be a program's own: one Ctrl-C is sent anyway.
      // A link that takes nothing has the same deadline, and one that fails ends the wait.
      const busy = link.busy();
      const next = (): Promise<boolean> => friendly.nextPromptWithin(ms);
      const answer = busy ? busy.then(next) : next();
      link.send(bytes).catch(() => undefined);
      let prompt = await answer;
      // While we hold the board back ourselves, its silence is no answer.
      while (!prompt && link.held) prompt = await next();
      if (prompt) return;
    }
  } finally {
    goOn();
  }
  if (friendly.state === 'unknown' && !hasSpoken())
    throw new AdderError('board-silent', { detail: 'Ctrl-C was sent again and again.' });
  const said = friendly.recent;
  const { reason, during } = judge(said, sent);
  throw reason === 'no-raw-repl' ? failureError({ reason, during, seen: said }) : unstoppable();
}

/** What said nothing may be a raw REPL that was left behind: Ctrl-B leads out of it. */
function keys(times: number, leave: boolean): Uint8Array {
  const interrupts = Array<number>(times).fill(CTRL_C);
  return Uint8Array.from(leave ? [...interrupts, CTRL_B] : interrupts);
}

function unstoppable(): AdderError {
  return new AdderError('program-unstoppable', { detail: 'Ctrl-C was sent again and again.' });
}
