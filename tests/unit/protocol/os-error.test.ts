// What a traceback of the board says, as an error of ours.

import { describe, expect, it } from 'vitest';
import {
  fileError,
  isTooMuch,
  lacksSomething,
  osErrorNumber,
  tracebackLine,
} from '../../../src/engine/protocol/os-error';
import { AdderError } from '../../../src/shared/errors';

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

  it.each([
    ['KeyboardInterrupt: ', 'aborted'],
    ["ValueError: ('damaged', 3)", 'protocol-damaged'],
    ["NameError: name 'damaged' isn't defined", 'protocol-damaged'],
    ['ValueError: flash', 'file-damaged'],
    ['OSError: 39', 'folder-not-empty'],
    ['OSError: 36', 'bad-name'],
    ['', 'board-file-error'],
  ])('has a code: %j is %s', (last, code) => {
    expect(fileError(traceback(last), 'a.py')).toMatchObject({ code });
  });

  it('says that the memory was too small', () => {
    expect(fileError(traceback('MemoryError: memory allocation failed'), 'a.py').detail).toBe(
      'a.py: the board ran out of memory',
    );
  });

  it('is the same from an exception that was printed by its repr', () => {
    expect(tracebackLine("OSError(17, 'a.py')")).toBe("OSError: (17, 'a.py')");
    expect(tracebackLine('OSError(36,)')).toBe('OSError: 36');
    expect(fileError(tracebackLine('OSError(28,)'), 'a.py').code).toBe('board-full');
  });
});

describe('a helper on the board', () => {
  it.each([
    ["ImportError: no module named 'deflate'", true],
    ["AttributeError: 'module' object has no attribute 'crc32'", true],
    ["NameError: name 'damaged' isn't defined", false],
    ['OSError: 2', false],
  ])('that ended in %s missed something: %s', (last, lacks) => {
    expect(lacksSomething(fileError(traceback(last), 'a.py'))).toBe(lacks);
  });

  it.each([
    ['MemoryError: memory allocation failed, allocating 512 bytes', true],
    ['RuntimeError: maximum recursion depth exceeded', true],
    ['RuntimeError: generator', false],
  ])('that ended in %s was too large: %s', (last, tooMuch) => {
    expect(isTooMuch(fileError(traceback(last), 'a.py'))).toBe(tooMuch);
  });

  it('is not judged by an error that no traceback is the cause of', () => {
    for (const error of [new Error('ImportError'), new AdderError('link-lost'), undefined])
      expect([lacksSomething(error), isTooMuch(error)]).toEqual([false, false]);
  });
});
