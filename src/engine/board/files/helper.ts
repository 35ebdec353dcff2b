// Calls one of the small programs of src/engine/device-code on the board. The helper lives in one name, which is removed
// afterwards, and answers in tagged lines.

import { randomBytes } from 'node:crypto';
import { AdderError, toAdderError } from '../../../shared/errors';
import { fileError } from '../../protocol/os-error';
import { pythonString } from '../../protocol/python-text';
import type { RawRepl } from '../raw-repl';
import { TaggedLines } from './tagged-lines';

export interface HelperCall {
  /** Source that defines `_adder(tag, ...)`. */
  readonly source: string;
  readonly args: readonly (string | number | boolean)[];
  /** For messages. */
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  /** One answer of the helper, split at spaces. */
  readonly onWords?: (words: string[]) => void;
  /** Bytes that are not the helper's. */
  readonly onNoise: (bytes: Uint8Array) => void;
}

/** A file system may garbage-collect for seconds between two answers (littlefs, SPI flash), ms. */
const SILENCE_MS = 15_000;

/** Rejects with the code of the board's own error, or as `RawRepl.exec` does. */
export async function callHelper(raw: RawRepl, call: HelperCall): Promise<void> {
  const tag = `~${randomBytes(3).toString('hex')}`;
  let failure: AdderError | undefined;
  const lines = new TaggedLines(
    tag,
    (words) => {
      try {
        call.onWords?.(words);
      } catch (error) {
        failure ??= toAdderError(error);
      }
    },
    call.onNoise,
  );
  const args = [tag, ...call.args].map(pythonValue).join(', ');
  const program = `${call.source}try:\n _adder(${args})\nfinally:\n del _adder\n`;
  const { stderr } = await raw.exec(program, {
    ...(call.signal && { signal: call.signal }),
    silenceMs: SILENCE_MS,
    onOutput: (bytes) => {
      lines.push(bytes);
    },
  });
  if (failure) throw failure;
  if (stderr !== '') throw fileError(stderr, call.path);
}

/** The answer of a helper that says one line. */
export async function askHelper(raw: RawRepl, call: HelperCall, word: string): Promise<string[]> {
  let answer: string[] | undefined;
  await callHelper(raw, {
    ...call,
    onWords: ([first, ...words]) => {
      if (first === word) answer ??= words;
    },
  });
  if (!answer) throw new AdderError('protocol-damaged', { detail: `${call.path}: no ${word}` });
  return answer;
}

function pythonValue(value: string | number | boolean): string {
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
