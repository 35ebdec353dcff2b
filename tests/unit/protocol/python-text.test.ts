import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/engine/protocol/crc32';
import { fileError, osErrorNumber } from '../../../src/engine/protocol/os-error';
import { pythonBytes, pythonString } from '../../../src/engine/protocol/python-text';
import { bytes } from './run-machine';

describe('values as Python source', () => {
  it.each([
    ["it's", "'it\\'s'"],
    ['a\\b"c', "'a\\\\b\"c'"],
    ['\n\r\t\x00\x7f', "'\\x0a\\x0d\\x09\\x00\\x7f'"],
    ['ä€😀', "'\\xe4\\u20ac\\U0001f600'"],
    ['\ud800', "'\\ufffd'"],
  ])('%j is %s', (text, literal) => {
    expect(pythonString(text)).toBe(literal);
  });

  it('bytes keep every value', () => {
    expect(pythonBytes(bytes("a'\\\x00\xff"))).toBe('b"a\'\\\\\\x00\\xff"');
    expect(pythonBytes(bytes('\'"\n\r\t'))).toBe("b'\\'\"\\n\\r\\t'");
  });
});

describe("the board's own errors", () => {
  it.each([
    ['Traceback\r\nOSError: 28\r\n', 28, 'board-full'],
    ['Traceback\r\nOSError: [Errno 2] ENOENT\r\n', 2, 'file-not-found'],
    ['OSError: [Errno 2] ENOENT: nofile', 2, 'file-not-found'],
    ['OSError: no more storage space', 28, 'board-full'],
    ["OSError: (17, 'x')", 17, 'file-exists'],
    ['OSError: [Errno 39] ENOTEMPTY', 39, 'folder-not-empty'],
    ['OSError: [Errno 5] EIO', 5, 'board-file-error'],
    ['ValueError: damaged', undefined, 'protocol-damaged'],
    ['ValueError: incorrect padding', undefined, 'protocol-damaged'],
    ['SyntaxError: invalid syntax', undefined, 'protocol-damaged'],
    ['UnicodeError: ', undefined, 'protocol-damaged'],
    ["ValueError: ('flash',)", undefined, 'file-damaged'],
    ["NameError: name 'damaged' isn't defined", undefined, 'protocol-damaged'],
    ['KeyboardInterrupt: ', undefined, 'aborted'],
    ['MemoryError: memory allocation failed', undefined, 'board-file-error'],
    ["NameError: name 'OSError: 28' isn't defined", undefined, 'board-file-error'],
  ])('%j', (traceback, number, code) => {
    expect(osErrorNumber(traceback)).toBe(number);
    expect(fileError(traceback, '/x').code).toBe(code);
  });
});

it('CRC-32 is the one of zlib', () => {
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytes('6789'), crc32(bytes('12345')))).toBe(0xcbf43926);
});
