// The command line, as mpremote's users type it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandLineError } from '../../../src/cli/grammar/command-line-error';
import { parseCommandLine } from '../../../src/cli/grammar/parse';
import type { Step } from '../../../src/cli/grammar/steps';

const PLAIN = { recursive: false, force: false, verbose: undefined };

function parse(line: string): Step[] {
  return parseCommandLine(line.split(' '));
}

function failure(...argv: string[]): CommandLineError {
  try {
    parseCommandLine(argv);
  } catch (error) {
    if (error instanceof CommandLineError) return error;
    throw error;
  }
  throw new Error('it was understood');
}

describe('commands that follow each other', () => {
  it('need nothing between them when each takes one argument', () => {
    expect(parse('connect virtual: exec a eval b run c.py')).toEqual([
      { kind: 'connect', device: 'virtual:' },
      { kind: 'exec', code: 'a' },
      { kind: 'eval', expression: 'b' },
      { kind: 'run', file: 'c.py' },
    ]);
  });

  it('may have a + between them, and more than one', () => {
    expect(parse('+ exec a + + soft-reset + disconnect + resume +')).toEqual([
      { kind: 'exec', code: 'a' },
      { kind: 'soft-reset' },
      { kind: 'disconnect' },
      { kind: 'resume' },
    ]);
  });

  it('end at + when they take any number of arguments', () => {
    expect(parse('ls a exec b + exec c')).toEqual([
      { kind: 'fs', command: 'ls', paths: ['a', 'exec', 'b'], options: PLAIN },
      { kind: 'exec', code: 'c' },
    ]);
  });

  it('take the name of a command as their argument', () => {
    expect(parse('exec exec')).toEqual([{ kind: 'exec', code: 'exec' }]);
  });

  const text = fc.string({ minLength: 1 }).filter((word) => !/^[-+]/.test(word));

  it('come back in order, whatever is in their arguments', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), fc.array(fc.boolean()), (codes, plus) => {
        const argv = codes.flatMap((code, at) => [
          ...(plus[at] ? ['+'] : []),
          at % 2 === 0 ? 'exec' : 'eval',
          code,
        ]);
        const expected = codes.map((code, at) =>
          at % 2 === 0 ? { kind: 'exec', code } : { kind: 'eval', expression: code },
        );
        expect(parseCommandLine(argv)).toEqual(expected);
      }),
    );
  });

  it('keep all paths up to the +', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2 }), (paths) => {
        expect(parseCommandLine(['cp', ...paths, '+', 'version'])).toEqual([
          { kind: 'fs', command: 'cp', paths, options: PLAIN },
          { kind: 'version' },
        ]);
      }),
    );
  });

  it('are understood or refused, whatever they are', () => {
    const word = fc.oneof(
      text,
      fc.constantFrom('+', '-', '--', '-r', '-rf', '--help', 'exec', 'cp', 'fs', 'connect', ':'),
    );
    fc.assert(
      fc.property(fc.array(word), (argv) => {
        try {
          parseCommandLine(argv);
        } catch (error) {
          expect(error).toBeInstanceOf(CommandLineError);
        }
      }),
    );
  });
});

describe('shortcuts', () => {
  it.each([
    ['devs', { kind: 'devices' }],
    ['connect list', { kind: 'devices' }],
    ['--version', { kind: 'version' }],
    ['--help', { kind: 'help' }],
    ['sha256sum :a', { kind: 'fs', command: 'sha256sum', paths: [':a'], options: PLAIN }],
    ['df', { kind: 'df' }],
  ])('%s', (line, step) => {
    expect(parse(line)).toEqual([step]);
  });

  it.each([
    ['a0', '/dev/ttyACM0'],
    ['u3', '/dev/ttyUSB3'],
    ['c1', 'COM1'],
  ])('%s is a port', (word, device) => {
    expect(parse(`${word} soft-reset`)[0]).toEqual({ kind: 'connect', device });
  });

  it('stop at four ports', () => {
    expect(failure('a4')).toMatchObject({ message: "'a4' is not a command", exitCode: 1 });
  });
});

describe('options', () => {
  const recursive = { recursive: true, force: false, verbose: undefined };

  it.each([
    ['cp -r a :', recursive],
    ['cp a : -r', recursive],
    ['cp a -r :', recursive],
    ['fs -r cp a :', recursive],
    ['cp --rec a :', recursive],
    ['cp -rf a :', { ...recursive, force: true }],
    ['cp -r --no-recursive a :', PLAIN],
    ['cp --no-verbose a :', { ...PLAIN, verbose: false }],
    ['cp -v a :', { ...PLAIN, verbose: true }],
  ])('%s', (line, options) => {
    expect(parse(line)).toEqual([{ kind: 'fs', command: 'cp', paths: ['a', ':'], options }]);
  });

  it('are over after --', () => {
    expect(parse('rm -- -r -x')).toEqual([
      { kind: 'fs', command: 'rm', paths: ['-r', '-x'], options: PLAIN },
    ]);
  });

  it('are not what is a number or has a blank in it', () => {
    expect(parseCommandLine(['eval', '-1', 'eval', '-a + 1', 'exec', '-f', 'x'])).toEqual([
      { kind: 'eval', expression: '-1' },
      { kind: 'eval', expression: '-a + 1' },
      { kind: 'exec', code: 'x' },
    ]);
  });

  it('of help win over what is missing and what follows', () => {
    expect(parse('exec --help')).toEqual([{ kind: 'help' }]);
    expect(parse('--version no such thing')).toEqual([{ kind: 'version' }]);
  });
});

describe('files', () => {
  it('of the working folder are listed when none is named', () => {
    expect(parse('ls')).toEqual([{ kind: 'fs', command: 'ls', paths: [''], options: PLAIN }]);
    expect(parse('ls + exec a')).toHaveLength(2);
  });

  it('need a name for everything else', () => {
    expect(failure('mkdir')).toMatchObject({
      message: 'the following arguments are required: path',
      exitCode: 2,
      usage: { command: 'fs' },
    });
    expect(failure('fs')).toMatchObject({
      message: 'the following arguments are required: command, path',
      exitCode: 2,
    });
    expect(failure('cp', 'a')).toMatchObject({
      message: 'cp: missing destination path',
      exitCode: 1,
    });
  });

  it('know their own commands only', () => {
    expect(failure('fs', 'foo', 'd')).toMatchObject({
      message: "fs: 'foo' is not a command",
      exitCode: 1,
    });
  });
});

describe('a command line that makes no sense', () => {
  it.each([
    [['foo'], "'foo' is not a command", 1],
    [['exec', 'a', '-x'], "'-x' is not a command", 1],
    [['toString'], "'toString' is not a command", 1],
    [['exec'], 'the following arguments are required: expr', 2],
    [['exec', '+', 'eval', '1'], 'the following arguments are required: expr', 2],
    [['exec', '--nope', 'a'], 'unrecognized arguments: --nope', 2],
    [['exec', '-x', 'a'], 'unrecognized arguments: -x', 2],
    [['sleep', 'x'], "argument seconds: invalid float value: 'x'", 2],
    [['sleep', ''], "argument seconds: invalid float value: ''", 2],
    [['exec', '--no-follow', 'a'], '--no-follow is not part of this version of Adder', 2],
    [
      ['cp', '--no', 'a', 'b'],
      'ambiguous option: --no could match --no-recursive, --no-force, --no-verbose',
      2,
    ],
  ])('%j', (argv, message, exitCode) => {
    expect(failure(...argv)).toMatchObject({ message, exitCode });
  });

  it.each([[[]], [['repl']], [['connect', 'virtual:']], [['mount', '.']], [['fs', 'tree', 'a']]])(
    'names what this version has instead of %j',
    (argv) => {
      const error = failure(...argv);
      expect(error.exitCode).toBe(2);
      expect(error.message).toMatch(/not part of this version of Adder.*exec, eval, run/);
    },
  );
});
