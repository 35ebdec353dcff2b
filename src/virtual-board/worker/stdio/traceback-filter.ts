// Keeps the simulated modules out of tracebacks. On a board `machine` is C and has no lines; here it is a Python file of
// the folder MODULES, and an error in a call of it would show that file. Lines of frozen Python modules (asyncio) do show
// on a board, without the folder's name.
//
// C prints a traceback in small writes: `  File "`, the name, `", line `, ... and a line feed: a line is dropped or cleaned
// without looking into anybody's text.

import { Buffer } from 'node:buffer';
import { HIDDEN_MODULES, MODULES } from '../modules';

const OPENING = Buffer.from('  File "');
const FOLDER = Buffer.from(`${MODULES}/`);
/** A line of a traceback that names a file of the folder. */
const MODULE_LINE = new RegExp(`^ {2}File "\\${MODULES}/([^"]*)".*\\n`, 'gm');
const LF = 10;

export class TracebackFilter {
  private state: 'pass' | 'opening' | 'drop' = 'pass';

  /** What to print instead of `bytes`. */
  filter(bytes: Uint8Array): Uint8Array {
    switch (this.state) {
      case 'pass':
        if (bytes.length !== OPENING.length || OPENING.compare(bytes) !== 0) return bytes;
        this.state = 'opening';
        return bytes.subarray(0, 0);
      case 'opening':
        return this.name(bytes);
      case 'drop':
        if (bytes[bytes.length - 1] === LF) this.state = 'pass';
        return bytes.subarray(0, 0);
    }
  }

  private name(bytes: Uint8Array): Uint8Array {
    this.state = 'pass';
    if (FOLDER.compare(bytes.subarray(0, FOLDER.length)) !== 0)
      return Buffer.concat([OPENING, bytes]);
    const file = bytes.subarray(FOLDER.length);
    if (!HIDDEN_MODULES.has(Buffer.from(file).toString())) return Buffer.concat([OPENING, file]);
    this.state = 'drop';
    return file.subarray(0, 0);
  }
}

/** The same for a traceback that comes as one text. */
export function filterTraceback(text: string): string {
  return text.replace(MODULE_LINE, (line: string, file: string) =>
    HIDDEN_MODULES.has(file) ? '' : line.replace(`${MODULES}/`, ''),
  );
}
