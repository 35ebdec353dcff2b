// boot.py and main.py, run as firmware runs them at a start.

import { Buffer } from 'node:buffer';
import type { RunningBoard } from '../boot';
import { filterTraceback } from '../stdio/traceback-filter';

const CTRL_C = 3;

export type FileOutcome = 'ended' | 'failed' | 'soft reset';

/** A file that is not there has ended well. An exception is printed as at the prompt. */
export function runBootFile(board: RunningBoard, name: 'boot.py' | 'main.py'): FileOutcome {
  const { files, interpreter, runtime } = board;
  if (!exists(files, name)) return 'ended';
  interpreter.run(`__file__ = '${name}'`);
  runtime.scheduler.interruptCharacter = CTRL_C;
  runtime.arm();
  const failure = interpreter.callBuiltin('execfile', name);
  runtime.scheduler.forgetException();
  runtime.arm();
  if (!failure) return 'ended';
  if (failure.type === 'SystemExit') return 'soft reset';
  runtime.write(Buffer.from(filterTraceback(failure.text)), true, false);
  return 'failed';
}

function exists(files: RunningBoard['files'], name: string): boolean {
  try {
    return !files.facts(name).isFolder;
  } catch {
    return false;
  }
}
