// What the friendly REPL is doing, read from its output alone: a line that is exactly the prompt means that it waits
// for input, the prompt with text behind it means that a person is typing, anything else that a program runs.
// A program that prints ">>> " itself deceives it; whoever then relies on it gets no banner of the raw REPL and finds out.

import { concat, EMPTY, latin1, tail } from './bytes';

export type PromptState = 'unknown' | 'idle' | 'typing' | 'running';

/** The current line as far as it matters: the longest prompt and a bit. */
export interface PromptTracker {
  readonly line: Uint8Array;
  readonly state: PromptState;
}

export const UNKNOWN_PROMPT: PromptTracker = { line: EMPTY, state: 'unknown' };

const LINE_END = 0x0a;

export function trackPrompt(tracker: PromptTracker, bytes: Uint8Array): PromptTracker {
  if (bytes.length === 0) return tracker;
  const end = bytes.lastIndexOf(LINE_END);
  const line = end >= 0 ? bytes.subarray(end + 1) : concat(tracker.line, bytes);
  // A long line keeps its beginning, which tells prompt from output, and needs no more.
  const kept = line.length > 64 ? line.slice(0, 64) : line.slice();
  return { line: kept, state: classify(kept) };
}

function classify(line: Uint8Array): PromptState {
  const text = latin1(line).replace(/^\r/, '');
  if (text === '>>> ') return 'idle';
  // "... " continues a statement, "=== " is paste mode.
  if (/^(>>>|\.\.\.|===) /.test(text)) return 'typing';
  return 'running';
}

/** Where the cursor of a terminal would stand after these bytes: at the start of a line? */
export function atLineStart(bytes: Uint8Array): boolean {
  return bytes.length === 0 || tail(bytes, 1)[0] === LINE_END;
}
