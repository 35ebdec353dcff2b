// A line of a table: what is typed behind `mpremote connect PORT`, and why Adder may answer otherwise where it may.

import { parseArgsStringToArgv } from 'string-argv';
import type { Outcome } from './rig';

export interface Case {
  /** As typed in a shell; its name, too. */
  readonly line: string;
  readonly words: readonly string[];
  /** Nothing stands before it. */
  readonly withoutBoard?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** The installed mpremote is too old for it. What the newer one does is recorded. */
  readonly since?: Reason;
  readonly differs?: Difference;
  /** Part of what is printed may be anything: it is taken out of both. */
  readonly apart?: Apart;
}

/** In words, for people. */
type Reason = string;

export interface Difference {
  readonly because: Reason;
  /** What Adder does, from what mpremote does. */
  readonly becomes: (theirs: Outcome) => Outcome;
}

export interface Apart {
  readonly because: Reason;
  readonly from: (outcome: Outcome) => Outcome;
}

type More = Omit<Case, 'line' | 'words'>;

/** A case for each line of a text; blank lines and those that begin with # are for people. */
export function lines(text: string, more: More = {}): Case[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ line, words: wordsOf(line), ...more }));
}

/** One whose words a line cannot hold. */
export function words(...all: string[]): Case {
  return { line: JSON.stringify(all), words: all };
}

function wordsOf(line: string): string[] {
  return parseArgsStringToArgv(line);
}
