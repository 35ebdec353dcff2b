// What a device is that talks and does not let itself be led into the raw REPL: a device that is no MicroPython, as far as its
// words betray it, else a program that catches KeyboardInterrupt. Bare guesses about text, so that a person is told something.

import { latin1 } from './bytes';
import type { Failure } from './machine';

export interface Judgement {
  readonly reason: Extract<Failure['reason'], 'no-raw-repl' | 'not-stopped'>;
  /** In words, for the error's detail. */
  readonly during: string;
}

/** Fewer bytes are no sample. */
const SAMPLE = 16;
/** A line at the wrong speed, or noise, has a larger share of what is no text. */
const MAX_GARBAGE = 0.15;

/** @param sent all that the device was sent, which an echo repeats */
export function judge(seen: Uint8Array, sent: Uint8Array): Judgement {
  const said = latin1(seen);
  if (isEcho(said, latin1(sent)))
    return { reason: 'no-raw-repl', during: 'it only repeats what it is sent' };
  if (/(?:login|username|password): ?$/i.test(said))
    return { reason: 'no-raw-repl', during: 'it asks for a login' };
  if (seen.length >= SAMPLE && garbage(seen) > MAX_GARBAGE)
    return {
      reason: 'no-raw-repl',
      during: 'what it says is no text: it has another speed, or is no MicroPython',
    };
  return { reason: 'not-stopped', during: 'Ctrl-C was sent again and again' };
}

/** Terminals show control characters as ^C. */
function isEcho(said: string, sent: string): boolean {
  const carets = Array.from(sent, (char) => `^${String.fromCharCode(char.charCodeAt(0) + 64)}`);
  return sent.startsWith(said) || carets.join('').startsWith(said);
}

/** The share of characters that are no text. */
function garbage(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes);
  const bad = Array.from(text).filter(
    (char) => char === '\ufffd' || (char < ' ' && !'\t\n\r\x1b\b'.includes(char)),
  );
  return bad.length / text.length;
}
