// A program of a person whose every byte is the console's, as if nobody stood between the board and the terminal: what it prints, the marks
// with which the raw REPL ends it, and the banner on the way out. Who started it does not wait for it, and learns nothing of its end.

import { utf8 } from '../protocol/bytes';
import type { RawExecOptions, RawRepl } from './raw-repl';
import type { Session } from './session';

/** Rejects as `RawRepl.exec` does. */
export async function runAloud(
  session: Session,
  raw: RawRepl,
  source: string | Uint8Array,
  options: Pick<RawExecOptions, 'signal' | 'onStarted'>,
): Promise<void> {
  const { console, link } = session;
  const onOutput = (bytes: Uint8Array): void => {
    console.deliver(bytes, link);
  };
  const { stderr } = await raw.exec(source, { ...options, onOutput });
  onOutput(utf8(`\x04${stderr}\x04>`));
  await session.leaveAloud();
}
