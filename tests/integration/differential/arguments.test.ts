// Command lines of many commands and options, read by Adder's grammar and by mpremote's own parsers (Python's argparse): the same steps, and the
// same words where a line makes no sense. Options stand before the last argument here, since Adder takes them behind it, too.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TESTING } from '../../../scripts/setup/debian-suite.mjs';
import { mpremotePath, SYSTEM_PYTHON } from '../../../scripts/setup/mpremote.mjs';
import { describeFailure } from '../../../src/cli/failure';
import { CommandLineError } from '../../../src/cli/grammar/command-line-error';
import { readSteps } from '../../../src/cli/grammar/parse';
import type { Step } from '../../../src/cli/grammar/steps';
import { describeWithTarget } from '../../targets/describe';

/** What a line is read as, by either. */
interface Reading {
  readonly steps: readonly object[];
  readonly code: number;
  readonly stderr: string;
}

type Values = Readonly<Record<string, unknown>>;

/** The step of Adder for a command of mpremote with the values that its parser gives. */
function stepOf(name: string, values: Values): object {
  const [first] = (values['device'] ?? values['expr'] ?? values['path'] ?? ['']) as string[];
  switch (name) {
    case 'connect':
      return first === 'list' ? { kind: 'devices' } : { kind: 'connect', device: first };
    case 'exec':
      return { kind: 'exec', code: first, follow: values['follow'] };
    case 'eval':
      return { kind: 'eval', expression: first };
    case 'run':
      return { kind: 'run', file: first, follow: values['follow'] };
    case 'sleep':
      return { kind: 'sleep', seconds: (values['ms'] as number[])[0] };
    case 'rtc':
      return { kind: 'rtc', set: values['set'] };
    case 'mount':
      return { kind: 'mount', folder: first };
    case 'edit':
      return { kind: 'edit', files: values['files'] };
    case 'fs':
      return fsStepOf(values);
    case 'mip':
      return {
        kind: 'mip',
        command: (values['command'] as string[])[0],
        packages: values['packages'],
        mpy: values['mpy'],
        target: values['target'] ?? undefined,
        index: values['index'] ?? undefined,
      };
    case 'romfs':
      return {
        kind: 'romfs',
        command: (values['command'] as string[])[0],
        path: values['path'] ?? undefined,
        mpy: values['mpy'],
        partition: values['partition'],
        output: values['output'] ?? undefined,
      };
    case 'repl':
      return {
        kind: 'repl',
        implicit: values['implicit'] === true,
        ...(values['implicit'] !== true && {
          capture: values['capture'] ?? undefined,
          injectCode: values['inject_code'] ?? undefined,
          injectFile: values['inject_file'] ?? undefined,
        }),
      };
    default:
      return { kind: name };
  }
}

function fsStepOf(values: Values): object {
  const [command = ''] = values['command'] as string[];
  const paths = values['path'];
  const verbose = values['verbose'] ?? undefined;
  const [, algorithm] = /^(.*\d)sum$/.exec(command) ?? [];
  if (algorithm !== undefined) return { kind: 'hash', algorithm, paths, verbose: verbose ?? true };
  const sizes = values['size'] ? 'bytes' : values['human'] ? 'human' : undefined;
  const { recursive, force } = values;
  return { kind: 'fs', command, paths, options: { recursive, force, verbose, sizes } };
}

/** Two switches of mpremote's have no effect: it writes them down under a name that nobody reads. */
function comparable(step: Step): object {
  if (step.kind === 'mount') return { kind: 'mount', folder: step.folder };
  if (step.kind !== 'repl') return step;
  const { kind, implicit, capture, injectCode, injectFile } = step;
  return implicit ? { kind, implicit } : { kind, implicit, capture, injectCode, injectFile };
}

function readByAdder(words: readonly string[]): Reading {
  const steps: object[] = [];
  try {
    for (const step of readSteps(words, 'mpremote')) {
      if (step.kind === 'command-help') return { steps, code: 0, stderr: '' };
      steps.push(comparable(step));
    }
    return { steps, code: 0, stderr: '' };
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    const { lines, exitCode } = describeFailure(error, 'mpremote');
    return { steps, code: exitCode, stderr: lines.map((line) => `${line}\n`).join('') };
  }
}

class Mpremote {
  private readonly python: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterableIterator<string>;

  constructor() {
    this.python = spawn(SYSTEM_PYTHON, ['-B', join(import.meta.dirname, 'oracle.py')], {
      env: { PATH: process.env['PATH'], PYTHONPATH: mpremotePath(TESTING), COLUMNS: '80' },
    });
    this.answers = createInterface(this.python.stdout)[Symbol.asyncIterator]();
  }

  async read(words: readonly string[]): Promise<Reading> {
    this.python.stdin.write(`${JSON.stringify(words)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error('the Python that reads for mpremote has ended');
    const answer = JSON.parse(value) as Omit<Reading, 'steps'> & { steps: [string, Values][] };
    return {
      steps: answer.steps.map(([name, values]) => stepOf(name, values)),
      code: answer.code,
      stderr: answer.stderr.replace('usage: sleep [-h] ms ', 'usage: sleep [-h] seconds '),
    };
  }

  async end(): Promise<void> {
    this.python.stdin.end();
    await once(this.python, 'close');
  }
}

/** Words that may be an argument, some of which look like something else. */
const ARGUMENT = fc.constantFrom(
  ...['a.py', ':b', '-1', '-1.5', '-٣', '-१.५', 'a b', '-a b', '', '0', 'exec', '.'],
);

interface Taking {
  readonly options: readonly (readonly string[])[];
  /** Arguments, each of its own kind. */
  readonly args: readonly fc.Arbitrary<string>[];
  /** The last one may be repeated. */
  readonly many?: boolean;
}

const UNKNOWN = [['--nosuch'], ['-x'], ['--no']];
/** Where all that follows is an argument, it may be anything. */
const TEXT = fc.oneof(ARGUMENT, fc.constantFrom('x=1', '+x', 'é', '-f x', '-x\ty', '-1\n'));
const FOLLOW = [
  ['-f'],
  ['--follow'],
  ['--no-follow'],
  ['--fol'],
  ['--no-f'],
  ['-ff'],
  ['-fx'],
  ['-f=1'],
  ['-h1'],
  ['--follow=1'],
];
const FS = fc.constantFrom('ls', 'cat', 'tree', 'rm', 'mkdir', 'touch', 'sha256sum', 'md5sum');

const TAKING: Readonly<Record<string, Taking>> = {
  exec: { options: [...FOLLOW, ['--']], args: [TEXT] },
  run: { options: [...FOLLOW, ['--']], args: [ARGUMENT] },
  eval: { options: [['--']], args: [TEXT] },
  sleep: { options: [], args: [fc.constantFrom('1', '0.5', '1e-2', '.5', '1_0.', '٠.٥', '-٠')] },
  connect: { options: [], args: [fc.constantFrom('auto', 'list', 'id:1', '/dev/x')] },
  rtc: { options: [['-s'], ['--set'], ['--no-set'], ['--s']], args: [] },
  'soft-reset': { options: [], args: [] },
  resume: { options: [], args: [] },
  disconnect: { options: [], args: [] },
  mount: { options: [['-l'], ['--unsafe-links'], ['--no-unsafe-links']], args: [ARGUMENT] },
  umount: { options: [], args: [] },
  edit: { options: [['--']], args: [ARGUMENT], many: true },
  repl: {
    options: [
      ['-e'],
      ['--escape-non-printable'],
      ['--capture', 'f'],
      ['--capture=f'],
      ['--cap', 'f'],
      ['--inject-code', 'a b'],
      ['--inject', 'x'],
    ],
    args: [],
  },
  fs: {
    options: [
      ['-r'],
      ['-f'],
      ['-v'],
      ['-rf'],
      ['-rx'],
      ['-rvx'],
      ['-s'],
      ['-h'],
      ['--size'],
      ['--no-verbose'],
      ['--rec'],
      ['--no-rec'],
      ['--s'],
    ],
    args: [FS, ARGUMENT],
    many: true,
  },
  cp: {
    options: [['-r'], ['-rf'], ['--force'], ['-vr'], ['--no-v']],
    args: [ARGUMENT, ARGUMENT],
    many: true,
  },
  mip: {
    options: [
      ['-m'],
      ['--no-mpy'],
      ['--target', '/x'],
      ['--target=/x'],
      ['--tar=a b'],
      ['--ta', 'x'],
      ['--index', 'u'],
      ['--target='],
    ],
    args: [fc.constant('install'), ARGUMENT],
    many: true,
  },
  romfs: {
    options: [
      ['-m'],
      ['--no-mpy'],
      ['-p', '1'],
      ['-p2'],
      ['-p', '-٣'],
      ['-p²'],
      ['-p=3'],
      ['-p1_0'],
      ['--partition', 'x'],
      ['-o', 'f'],
      ['-of'],
      ['-o='],
      ['-p 1'],
      ['-mp4'],
    ],
    args: [fc.constantFrom('query', 'build', 'deploy')],
    many: true, // what follows may be its path
  },
};

/** Whole words of one command, its options before its arguments. `cut`: so many of the arguments are missing. */
function command(cut: fc.Arbitrary<number>): fc.Arbitrary<{ words: string[]; many: boolean }> {
  return fc.constantFrom(...Object.keys(TAKING)).chain((name) => {
    const { options = [], args = [], many = false } = TAKING[name] ?? {};
    const option = fc.constantFrom(...options, ...options, ...options, ...UNKNOWN);
    const more = many ? fc.array(ARGUMENT, { maxLength: 2 }) : fc.constant([]);
    return fc
      .tuple(fc.array(option, { maxLength: 3 }), fc.tuple(...args), more, cut)
      .map(([given, all, others, missing]) => {
        // Of these Adder looks at what is there itself.
        const left =
          ['cp', 'sleep'].includes(name) || missing === 0
            ? [...all, ...others]
            : all.slice(missing);
        return {
          words: [
            name,
            ...given.filter(([one], at) => one !== '--' || at === given.length - 1).flat(),
            ...left,
          ],
          many,
        };
      });
  });
}

/** What may stand between two commands. */
const BETWEEN = fc.constantFrom<string[]>([], [], ['+'], ['+'], ['--'], ['--', '+'], ['+', '--']);

const LINE = fc
  .tuple(
    fc.array(fc.tuple(command(fc.constant(0)), BETWEEN), { maxLength: 2 }),
    command(fc.constantFrom(0, 0, 0, 1, 2)),
  )
  .map(([all, { words: last }]) => [
    ...all.flatMap(([{ words, many }, between]) => [
      ...words,
      ...(many && !between.includes('+') ? ['+'] : between),
    ]),
    ...last,
  ]);

describeWithTarget(
  'command lines',
  () => {
    let mpremote: Mpremote;
    beforeAll(() => void (mpremote = new Mpremote()));
    afterAll(() => mpremote.end());

    it('are read as mpremote reads them', async () => {
      process.env['COLUMNS'] = '80';
      await fc.assert(
        fc.asyncProperty(LINE, async (words) => {
          expect(readByAdder(words)).toEqual(await mpremote.read(words));
        }),
        { seed: 4, numRuns: 1500 },
      );
    });
  },
  existsSync(mpremotePath(TESTING))
    ? ''
    : 'no mpremote for tests; `npm run setup -- --tests` fetches it',
);
