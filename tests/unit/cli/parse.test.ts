// The command line, as mpremote's users type it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandLineError } from '../../../src/cli/grammar/command-line-error';
import { readSteps } from '../../../src/cli/grammar/parse';
import { takeGlobalOptions } from '../../../src/cli/grammar/global-options';
import type { Step } from '../../../src/cli/grammar/steps';

const PLAIN = { recursive: false, force: false, verbose: undefined, sizes: undefined };

function parseCommandLine(argv: readonly string[]): Step[] {
  return [...readSteps(argv, 'adder')];
}

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
      { kind: 'exec', code: 'a', follow: true },
      { kind: 'eval', expression: 'b' },
      { kind: 'run', file: 'c.py', follow: true },
    ]);
  });

  it('may have a + between them, and more than one', () => {
    expect(parse('+ exec a + + soft-reset + disconnect + resume +')).toEqual([
      { kind: 'exec', code: 'a', follow: true },
      { kind: 'soft-reset' },
      { kind: 'disconnect' },
      { kind: 'resume' },
    ]);
  });

  it('end at + when they take any number of arguments', () => {
    expect(parse('ls a exec b + exec c')).toEqual([
      { kind: 'fs', command: 'ls', paths: ['a', 'exec', 'b'], options: PLAIN },
      { kind: 'exec', code: 'c', follow: true },
    ]);
  });

  it('take the name of a command as their argument', () => {
    expect(parse('exec exec')).toEqual([{ kind: 'exec', code: 'exec', follow: true }]);
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
          at % 2 === 0 ? { kind: 'exec', code, follow: true } : { kind: 'eval', expression: code },
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

  it('take a name with = right behind a shortcut', () => {
    for (const line of ['ls a=b', 'fs ls a=b'])
      expect(parse(line)).toMatchObject([{ kind: 'fs', paths: ['a=b'] }]);
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
    ['sha256sum :a', { kind: 'hash', algorithm: 'sha256', paths: [':a'], verbose: true }],
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
  const recursive = { ...PLAIN, recursive: true };

  it.each([
    ['cp -r a :', recursive],
    ['cp a : -r', recursive],
    ['cp a -r :', recursive],
    ['fs -r cp a :', recursive],
    ['cp --rec a :', recursive],
    ['cp -rf a :', { ...recursive, force: true }],
    ['cp --no-recursive a :', PLAIN],
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
      { kind: 'exec', code: 'x', follow: true },
    ]);
  });

  it('of help win over what is missing and what follows', () => {
    expect(parse('exec --help')).toMatchObject([{ kind: 'command-help' }]);
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
      message: 'the following arguments are required: path, next_command',
      exitCode: 2,
      usage: { command: 'fs' },
    });
    expect(failure('fs')).toMatchObject({
      message: 'the following arguments are required: command, path, next_command',
      exitCode: 2,
    });
    expect(failure('cp', 'a')).toMatchObject({
      message: 'cp: missing destination path',
      exitCode: 1,
    });
  });

  it('know their own commands only', () => {
    expect(failure('fs', 'foo', 'd')).toMatchObject({
      message:
        "argument command: invalid choice: 'foo' (choose from 'cat', 'cp', 'ls', 'mkdir', 'rm', 'rmdir', 'sha256sum', 'touch', 'tree')",
      exitCode: 2,
    });
  });
});

describe('a command line that makes no sense', () => {
  it.each([
    [['foo'], "'foo' is not a command", 1],
    [['exec', 'a', '-x'], "'-x' is not a command", 1],
    [['toString'], "'toString' is not a command", 1],
    [['exec'], 'the following arguments are required: expr, next_command', 2],
    [['exec', '+', 'eval', '1'], 'the following arguments are required: expr, next_command', 2],
    [['exec', '--nope', 'a'], 'unrecognized arguments: --nope', 2],
    [['exec', '-x', 'a'], 'unrecognized arguments: -x', 2],
    [['soft-reset', '--', 'exec', 'a'], "'--' is not a command", 1],
    [['resume', '-x'], 'unrecognized arguments: -x', 2],
    [['df', '-x'], "'-x' is not a command", 1],
    [
      ['repl', 'repl', '--inject', 'x'],
      'ambiguous option: --inject could match --inject-code, --inject-file',
      2,
    ],
    [['fs', '-v', 'ls'], 'the following arguments are required: path, next_command', 2],
    [['sleep', 'x'], "argument seconds: invalid float value: 'x'", 2],
    [['sleep', ''], "argument seconds: invalid float value: ''", 2],
    [['repl', '--capture'], 'argument --capture: expected one argument', 2],
    [['romfs', '-p', 'x', 'query'], "argument --partition/-p: invalid int value: 'x'", 2],
    [['tree', '-s', '--human'], 'argument --human/-h: not allowed with argument --size/-s', 2],
    [
      ['exec', '--no-follow', '-f', 'a'],
      'argument --follow/-f: not allowed with argument --no-follow',
      2,
    ],
    [['rtc', '--set=1'], "argument --set/-s: ignored explicit argument '1'", 2],
    [
      ['cp', '--no', 'a', 'b'],
      'ambiguous option: --no could match --no-recursive, --no-force, --no-verbose',
      2,
    ],
  ])('%j', (argv, message, exitCode) => {
    expect(failure(...argv)).toMatchObject({ message, exitCode });
  });

  it('has been done up to there', () => {
    const steps = readSteps(['exec', 'a', 'foo'], 'adder');
    expect(steps.next().value).toMatchObject({ kind: 'exec' });
    expect(() => steps.next()).toThrow("'foo' is not a command");
  });
});

describe('the prompt', () => {
  const prompt = {
    kind: 'repl',
    implicit: true,
    escapeNonPrintable: false,
    capture: undefined,
    injectCode: undefined,
    injectFile: undefined,
  };

  it.each([[''], ['connect virtual:'], ['mount .'], ['resume + sleep 0'], ['disconnect umount']])(
    'comes after a line that only prepares: "%s"',
    (line) => {
      const steps = parseCommandLine(line === '' ? [] : line.split(' '));
      expect(steps.at(-1)).toEqual(prompt);
    },
  );

  it.each([['devs'], ['exec a'], ['connect virtual: rtc'], ['soft-reset'], ['ls'], ['version']])(
    'does not come after "%s"',
    (line) => {
      expect(parse(line).map(({ kind }) => kind)).not.toContain('repl');
    },
  );

  it('takes what it is asked for', () => {
    expect(parse('repl -e --capture=f --inject-code x --inject-file y')).toEqual([
      {
        kind: 'repl',
        implicit: false,
        escapeNonPrintable: true,
        capture: 'f',
        injectCode: 'x',
        injectFile: 'y',
      },
    ]);
  });
});

describe('commands of packages', () => {
  it('take their options before and after', () => {
    const step = {
      kind: 'mip',
      command: 'install',
      packages: ['a', 'b'],
      mpy: false,
      target: '/x',
      index: undefined,
    };
    expect(parse('mip install --no-mpy --target /x a b')).toEqual([step]);
    expect(parse('mip install a b --target=/x --no-mpy')).toEqual([step]);
  });

  it('may leave the path out where it is optional', () => {
    expect(parse('romfs -p1 query')).toMatchObject([{ path: undefined, partition: 1 }]);
    expect(parse('romfs query exec eval 1')).toMatchObject([{ path: 'exec' }, { kind: 'eval' }]);
  });
});

describe('options of the whole line', () => {
  const none = { json: false, noReset: false, baud: undefined, timeout: undefined };

  it.each([
    [[], none, []],
    [['ls'], none, ['ls']],
    [['--json', 'ls', '--json'], { ...none, json: true }, ['ls', '--json']],
    [['--no-reset', '--baud', '9600', 'x'], { ...none, noReset: true, baud: 9600 }, ['x']],
    [['--timeout=2.5', '--help'], { ...none, timeout: 2.5 }, ['--help']],
  ])('%j', (argv, options, rest) => {
    expect(takeGlobalOptions(argv)).toEqual({ options, rest });
  });

  it.each([
    [['--baud', 'x'], "argument --baud: invalid int value: 'x'"],
    [['--baud', '0'], '--baud wants a number from 1 to 1000000000'],
    [['--timeout', 'soon'], '--timeout wants a number from 0.001 to 86400'],
    [['--timeout'], 'argument --timeout: expected one argument'],
  ])('make no sense as %j', (argv, message) => {
    expect(() => takeGlobalOptions(argv)).toThrow(message);
  });
});
