// What went wrong, for a bug report: to stderr and to a small file in the data folder, which is started anew when it is
// full. Writing the log never fails anything.

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { inspect } from 'node:util';

export type Log = (message: string, error?: unknown) => void;

const MAX_BYTES = 512 * 1024;
/** One entry; errors can quote what a board printed. */
const MAX_ENTRY = 8 * 1024;

function isFull(file: string): boolean {
  try {
    return statSync(file).size > MAX_BYTES;
  } catch {
    return false;
  }
}

export function makeLog(file: string): Log {
  return (message, error) => {
    const cause = error === undefined ? '' : ` ${inspect(error, { depth: 4 })}`;
    const entry = `${new Date().toISOString()} ${message}${cause}`.slice(0, MAX_ENTRY);
    console.error(entry);
    try {
      mkdirSync(dirname(file), { recursive: true });
      if (isFull(file)) renameSync(file, `${file}.old`);
      appendFileSync(file, `${entry}\n`);
    } catch {
      // A full or read-only disk must not turn one error into two.
    }
  };
}
