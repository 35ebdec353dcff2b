// A line typed at the terminal that is not shown. The question goes to stderr, for stdout may be a file.

import { StringDecoder } from 'node:string_decoder';
import type { Readable, Writable } from 'node:stream';

export interface Terminal {
  readonly input: Readable & { setRawMode(raw: boolean): unknown };
  readonly output: Writable;
  /** What Ctrl-C does everywhere else. */
  readonly interrupt: () => void;
}

const CTRL_C = '\x03';
const CTRL_D = '\x04';
const CTRL_U = '\x15';
const ESCAPE = '\x1b';
/** Nobody types more; what is pasted beyond is dropped. */
const MAX_LENGTH = 256;

/** The terminal that a person sits at, if one does. */
export function terminal(): Terminal | undefined {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return {
    input: stdin,
    output: stderr,
    // A raw terminal sends the byte instead of the signal.
    interrupt: () => void process.kill(process.pid, 'SIGINT'),
  };
}

/** Resolves with the line, or undefined when there will be none: Ctrl-C, Ctrl-D on an empty line, or an abort. */
export function promptHidden(
  { input, output, interrupt }: Terminal,
  question: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const decoder = new StringDecoder('utf8');
    let typed: string[] = [];

    function finish(line: string | undefined): void {
      input.off('data', onData).off('end', onEnd);
      signal.removeEventListener('abort', onEnd);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      resolve(line);
    }
    const onEnd = (): void => finish(undefined);

    /** True: the line has ended. */
    function take(character: string): boolean {
      switch (character) {
        case '\r':
        case '\n':
          finish(typed.join(''));
          return true;
        case CTRL_C:
          finish(undefined);
          interrupt();
          return true;
        case CTRL_D:
          if (typed.length > 0) return false;
          finish(undefined);
          return true;
        case CTRL_U:
          typed = [];
          return false;
        case '\b':
        case '\x7f':
          typed.pop();
          return false;
        default:
          if (character >= ' ' && typed.length < MAX_LENGTH) typed.push(character);
          return false;
      }
    }

    function onData(bytes: Buffer): void {
      const text = decoder.write(bytes);
      if (text.startsWith(ESCAPE)) return; // an arrow key
      for (const character of text) if (take(character)) return;
    }

    if (signal.aborted) {
      resolve(undefined);
      return;
    }
    signal.addEventListener('abort', onEnd);
    input.setRawMode(true);
    input.on('data', onData).on('end', onEnd);
    input.resume();
    output.write(question);
  });
}
