// What a traceback of the board says, as an error of ours.

import { describe, expect, it } from 'vitest';
import { fileError, osErrorNumber } from '../../../src/engine/protocol/os-error';

function traceback(last: string): string {
  return `Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\n${last}\r\n`;
}

describe('an error of a file on the board', () => {
  it.each([
    ['OSError: 28', 28],
    ['OSError: [Errno 2] ENOENT', 2],
    ["OSError: (17, 'a.py')", 17],
    ['ValueError: 5', undefined],
  ])('has the number that the board said: %s', (last, number) => {
    expect(osErrorNumber(traceback(last))).toBe(number);
  });

  it('keeps the traceback as its cause, for those who want the exact number', () => {
    const error = fileError(traceback('OSError: [Errno 13] EACCES'), 'a.py');
    expect(error).toMatchObject({
      code: 'board-read-only',
      detail: 'a.py',
      cause: { message: traceback('OSError: [Errno 13] EACCES') },
    });
  });

  it('names what it does not know', () => {
    const error = fileError(traceback('ImportError: no module'), 'a.py');
    expect(error).toMatchObject({
      code: 'board-file-error',
      detail: 'a.py: ImportError: no module',
    });
  });
});
