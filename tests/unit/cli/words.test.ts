// What the command prints, byte for byte as scripts around mpremote read it.

import { describe, expect, it } from 'vitest';
import { deviceLine } from '../../../src/cli/commands/devices';
import { deviceName } from '../../../src/cli/device-name';
import { CommandError, Exit } from '../../../src/cli/command-error';
import { describeFailure } from '../../../src/cli/failure';
import { fileFailure } from '../../../src/cli/files/file-failure';
import { barLine, paceText } from '../../../src/cli/files/progress-bar';
import { boardErrorNumber, localErrorText, strerror } from '../../../src/cli/files/strerror';
import { CommandLineError } from '../../../src/cli/grammar/command-line-error';
import { withoutControls } from '../../../src/cli/output';
import { fileError } from '../../../src/engine/protocol/os-error';
import { AdderError, ERROR_CODES } from '../../../src/shared/errors';

function traceback(last: string): string {
  return `Traceback (most recent call last):\r\n  File "<stdin>", line 3, in f\r\n${last}\r\n`;
}

function firstLines(error: unknown): string {
  return describeFailure(error, 'adder').lines.join('\n');
}

describe('a line of devs', () => {
  it('says None for what is not known', () => {
    const port = { address: 'serial:/dev/ttyS0', kind: 'serial', path: '/dev/ttyS0' } as const;
    expect(deviceLine(port)).toBe('/dev/ttyS0 None 0000:0000 None None');
  });

  it('has four digits in each id', () => {
    expect(
      deviceLine({
        address: 'serial:/dev/ttyACM0',
        kind: 'serial',
        path: '/dev/ttyACM0',
        serialNumber: 'e66',
        vendorId: 0x2e8a,
        productId: 5,
        manufacturer: 'MicroPython',
        product: 'Board in FS mode',
      }),
    ).toBe('/dev/ttyACM0 e66 2e8a:0005 MicroPython Board in FS mode');
  });

  it.each([
    ['serial:/dev/ttyACM0', '/dev/ttyACM0'],
    ['port:COM3', 'COM3'],
    ['id:e66', '/dev/ttyACM1'],
    ['id:none', 'id:none'],
    ['virtual:', 'virtual:'],
  ])('calls %s by its port: %s', async (address, name) => {
    const path = '/dev/ttyACM1';
    const port = { address: `serial:${path}`, kind: 'serial', path, serialNumber: 'e66' } as const;
    expect(await deviceName(address, () => Promise.resolve([port]))).toBe(name);
  });
});

describe('the words of the C library', () => {
  it.each([
    ['[Errno 2] ENOENT', 'No such file or directory'],
    ['[Errno 21] EISDIR', 'Is a directory'],
    ['[Errno 17] EEXIST', 'File exists'],
    ['[Errno 19] ENODEV', 'No such device'],
    ['[Errno 22] EINVAL', 'Invalid argument'],
    ['[Errno 1] EPERM', 'Operation not permitted'],
    ['[Errno 95] EOPNOTSUPP', 'Operation not supported'],
    ['[Errno 30] EROFS', 'Read-only file system'],
    ['[Errno 13] EACCES', 'Permission denied'],
    ['95', 'Operation not supported'],
    ['[Errno 39] ENOTEMPTY', 'Directory not empty'],
  ])('for OSError: %s', (said, words) => {
    const error = fileError(traceback(`OSError: ${said}`), 'X.py');
    expect(firstLines(fileFailure('cat', 'X.py', error))).toBe(`adder: cat: X.py: ${words}.`);
  });

  it.each(['39', '12345', 'no number'])('not for OSError: %s, as with mpremote', (said) => {
    const error = fileError(traceback(`OSError: ${said}`), 'X.py');
    expect(firstLines(fileFailure('cat', 'X.py', error))).toBe(
      `adder: Error with transport:\n${traceback(`OSError: ${said}`)}`,
    );
  });

  it.each([
    ['file-not-found', 'No such file or directory'],
    ['file-exists', 'File exists'],
    ['not-a-folder', 'Not a directory'],
    ['is-a-folder', 'Is a directory'],
    ['folder-not-empty', 'Directory not empty'],
    ['board-full', 'No space left on device'],
  ] as const)('for what the engine itself calls %s', (code, words) => {
    expect(strerror(boardErrorNumber(new AdderError(code)) ?? 0)).toBe(words);
  });

  it('are only for errors of files', () => {
    expect(boardErrorNumber(new AdderError('link-lost'))).toBeUndefined();
    expect(localErrorText(new Error('no code'))).toBeUndefined();
  });

  it('stand twice for a file of the computer', () => {
    const error = Object.assign(new Error("ENOENT: open 'x'"), { code: 'ENOENT' });
    const failure = describeFailure(fileFailure('cp', 'x', error), 'adder');
    expect(failure.lines).toEqual([
      'adder: cp: No such file or directory: No such file or directory. (x)',
    ]);
    expect(failure.advice.join()).toMatch(/^local-not-found: .*\(ENOENT: open 'x'\)$/);
  });
});

describe('errors', () => {
  it('that are no OSError show their traceback', () => {
    const error = fileError(traceback('ImportError: no'), 'a');
    expect(firstLines(fileFailure('ls', 'a', error))).toBe(
      `adder: Error with transport:\n${traceback('ImportError: no')}`,
    );
  });

  it.each([
    ['cat', 36, 1],
    ['cat', 84, 3],
    ['sha256sum', 36, 2],
    ['md5sum', 84, 4],
    ['rm', 84, 2],
  ])('of %s with the number %i stand where mpremote has them', (command, number, line) => {
    const start = 'Traceback (most recent call last):\r\n';
    const ours = '  File "<stdin>", line 1, in <lambda>\r\n  File "<string>", line 5, in send\r\n';
    const said = `OSError: ${number}\r\n`;
    expect(firstLines(fileFailure(command, 'a', fileError(`${start}${ours}${said}`, 'a')))).toBe(
      `adder: Error with transport:\n${start}  File "<stdin>", line ${line}, in <module>\r\n${said}`,
    );
  });

  it('without a traceback get that of mpremote', () => {
    const error = fileError('OSError: 36', 'a');
    expect(firstLines(fileFailure('cp', 'a', error))).toBe(
      'adder: Error with transport:\nTraceback (most recent call last):\r\n' +
        '  File "<stdin>", line 1, in <module>\r\nOSError: 36\r\n',
    );
  });

  it.each([
    ['ls', 2],
    ['cat', 1],
  ])(
    'of %s show the frames of a file system in Python, and not those of our helper',
    (command, line) => {
      const start = 'Traceback (most recent call last):\r\n';
      const ours =
        '  File "<stdin>", line 1, in <module>\r\n  File "<stdin>", line 1, in <lambda>\r\n' +
        '  File "<string>", line 3, in <module>\r\n  File "<string>", line 5, in send\r\n';
      const theirs = '  File "<stdin>", line 5, in open\r\nException: bad\r\n';
      const error = fileError(`${start}${ours}${theirs}`, 'a');
      expect(firstLines(fileFailure(command, 'a', error))).toBe(
        `adder: Error with transport:\n${start}  File "<stdin>", line ${line}, in <module>\r\n${theirs}`,
      );
    },
  );

  it('that are not about files are not touched', () => {
    const lost = new AdderError('link-lost');
    expect(fileFailure('ls', 'a', lost)).toBe(lost);
    const ours = new CommandError('cp: destination does not exist');
    expect(fileFailure('cp', 'a', ours)).toBe(ours);
  });

  it.each(ERROR_CODES)('%s is one line, advice with the code, and 1', (code) => {
    const { lines, advice, exitCode } = describeFailure(
      new AdderError(code, { detail: 'first\nsecond' }),
      'adder',
    );
    expect(lines).toEqual([expect.stringMatching(/^adder: .*first second/)]);
    expect(advice).toEqual([expect.stringMatching(new RegExp(`^${code}: .+`))]);
    expect(exitCode).toBe(1);
  });

  it('of ours that nobody expected are one sentence without a stack', () => {
    const { lines } = describeFailure(new TypeError('x is not a function'), 'adder');
    expect(lines).toEqual([
      'adder: Something inside Adder went wrong. x is not a function (internal)',
    ]);
  });

  it('of which mpremote only says what is wrong with them have an advice, too', () => {
    const { lines, advice } = describeFailure(new CommandError('cp: missing'), 'adder');
    expect(lines).toEqual(['adder: cp: missing']);
    expect(advice).toEqual([expect.stringMatching(/^bad-command-line: /)]);
  });

  it('that were printed already only have their code', () => {
    expect(describeFailure(new Exit(1), 'adder')).toEqual({ lines: [], advice: [], exitCode: 1 });
  });

  it('of the command line look like those of argparse', () => {
    const usage = { text: 'usage: exec [--help] expr ...', command: 'exec' };
    expect(describeFailure(new CommandLineError('missing', 2, usage), 'adder')).toEqual({
      lines: ['usage: exec [--help] expr ...', 'exec: error: missing'],
      advice: [expect.stringMatching(/^bad-command-line: /)],
      exitCode: 2,
    });
  });
});

describe('the progress bar', () => {
  it.each([
    [0, '\r ... copying   0% [--------------------]'],
    [42, '\r ... copying  42% [########------------]'],
    [99, '\r ... copying  99% [###################-]'],
  ])('at %i of 100', (done, line) => {
    expect(barLine(done, 100)).toBe(line);
  });

  it.each([
    [12_595, 800_000, 1000, '  12.3 KB/s, 1:04 left'],
    [1_000_000, 1, 1000, '  976.6 KB/s, 0:01 left'],
    [2, 1e9, 1000, '  0.0 KB/s, 99:59 left'],
    [0, 100, 1000, ''],
  ])('says how fast %i of %i bytes went', (done, left, passed, text) => {
    expect(paceText(done, left, passed)).toBe(text);
    expect(text.length).toBeLessThanOrEqual(25);
  });
});

describe('names on a terminal', () => {
  it('cannot move the cursor', () => {
    expect(withoutControls('a\x1b[2J\x9b\rb\ttab')).toBe('a\\x1b[2J\\x9b\\x0db\ttab');
    expect(withoutControls('two\r\nlines\r')).toBe('two\nlines\\x0d');
  });
});
