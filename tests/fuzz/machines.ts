// The machines that are fuzzed, each with what it may be asked to do and what boards say to it.

import fc from 'fast-check';
import { EMPTY, utf8 } from '../../src/engine/protocol/bytes';
import { enterRaw, RAW_BANNER } from '../../src/engine/protocol/enter-raw';
import { execProgram } from '../../src/engine/protocol/exec';
import { expectText } from '../../src/engine/protocol/expect';
import type { Machine } from '../../src/engine/protocol/machine';
import { askVersion, awaitAnswer, receiveFile } from '../../src/engine/protocol/webrepl-files';
import { awaitPasswordPrompt, sendPassword } from '../../src/engine/protocol/webrepl-login';
import { cut, packets, scripts } from './inputs';
import { boardAnswers } from './recordings';
import { walk, type Watched } from './walk';

export interface Runs {
  readonly numRuns: number;
  readonly seed: number;
}

export interface Subject {
  readonly name: string;
  /** Returns the steps made. Throws when something does not hold, with the smallest input found. */
  check(runs: Runs): number;
}

const ANSWERS = boardAnswers();
const NONCE = 'adder7xfuzz';

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

// ---- entering ----------------------------------------------------------------------------------------------------

const ENTER_PIECES = [
  ...ANSWERS,
  ...[RAW_BANNER, `OK${NONCE}\r\n\x04\x04>`, `OK${NONCE}\n\x04\x04>`, '>>> ', '\r\n>>> ', '... '],
  ' '.repeat(9000),
];

function entering(
  force: boolean,
): Watched<ReturnType<ReturnType<typeof enterRaw>['start']>['state'], { before: Uint8Array }> {
  return {
    machine: enterRaw({ force, nonce: NONCE }),
    resulting: ({ before }) => before,
    untimed: () => false,
    understood: (fed) => text(fed).split(RAW_BANNER).length * RAW_BANNER.length + 64,
    sent: (sent) => (sent.length > 200 ? `it sent ${sent.length} bytes` : undefined),
  };
}

// ---- running -----------------------------------------------------------------------------------------------------

const EXEC_PIECES = [
  ...ANSWERS,
  ...[
    'OK',
    'R\x01\x20\x00\x01',
    'R\x01\x00\x00\x01',
    'R\x00',
    'R',
    '\x01',
    '\x01\x01\x01',
    '\x04',
    '\x04\x04>',
  ],
  ...['\x04', '>', 'OKhello\r\n\x04\x04>', '\x04x\x04Traceback: y\r\n\x04>', `\r\n${RAW_BANNER}`],
  'A'.repeat(70_000),
];

interface ExecOptions {
  readonly size: number;
  readonly rawPaste: 'yes' | 'no' | 'unknown';
  readonly plainLimit: number;
  readonly inFlight: number;
}

const execOptions: fc.Arbitrary<ExecOptions> = fc.record({
  size: fc.nat(600),
  rawPaste: fc.constantFrom('yes', 'no', 'unknown'),
  plainLimit: fc.constantFrom(0, 200),
  inFlight: fc.constantFrom(64, 256, Infinity),
});

function executing({ size, ...options }: ExecOptions): Watched<ExecState, { stderr: Uint8Array }> {
  const source = 'print("abcdefgh")\n'.repeat(40).slice(0, size);
  return {
    machine: execProgram({ source: utf8(source), ...options }),
    resulting: ({ stderr }) => stderr,
    untimed: ({ phase }) => phase.name === 'output',
    understood: (fed) => 40 + fed.filter((byte) => byte === 1).length,
    sent: (sent, fed) => sentWrongly(sent, source, fed),
  };
}

type ExecState = ReturnType<ReturnType<typeof execProgram>['start']>['state'];

const ASK = '\x05A\x01';

/** The source goes out once, in order and without a gap, and never more of it than the windows that were opened. */
function sentWrongly(sent: string, source: string, fed: Uint8Array): string | undefined {
  const asked = sent.startsWith(ASK);
  const program = (asked ? sent.slice(ASK.length) : sent)
    .replaceAll('\x03', '')
    .replaceAll('\x04', '');
  if (!source.startsWith(program)) return `it sent ${JSON.stringify(program)}`;
  const answer = text(fed);
  if (!asked || !answer.startsWith('R\x01')) return undefined;
  const window = answer.charCodeAt(2) + 256 * answer.charCodeAt(3);
  const windows = answer.slice(4).split('\x01').length;
  return program.length > window * windows ? 'it sent more than the window' : undefined;
}

// ---- expecting ---------------------------------------------------------------------------------------------------

function expecting(keep: number): Watched<{ readonly seen: Uint8Array }, { before: Uint8Array }> {
  return {
    machine: expectText({ send: utf8('\x02'), text: '>>> ', silenceMs: 500, keep }),
    resulting: ({ before }) => before,
    untimed: () => false,
    understood: () => 4,
    sent: (sent) => (sent === '\x02' ? undefined : `it sent ${JSON.stringify(sent)}`),
  };
}

// ---- WebREPL -----------------------------------------------------------------------------------------------------

const WEBREPL_PIECES = [
  ...[
    'Password: ',
    '\r\nWebREPL connected\r\n>>> ',
    '\r\nAccess denied\r\n',
    'WB\0\0',
    '\x01\x1b\x00',
  ],
  ...['\x03\0abc', '\0\0', '\0\x01' + 'x'.repeat(256), '\xff\xff', 'WB\0\0\x02\0hi\0\0WB\0\0'],
  'y'.repeat(2000),
];

function login(has: 'password' | 'none'): Watched<{ readonly seen: Uint8Array }, string> {
  return {
    machine: has === 'password' ? sendPassword('secret') : awaitPasswordPrompt(),
    resulting: () => EMPTY,
    untimed: () => false,
    understood: (fed) => fed.length, // nothing that comes before the session is anybody's
  };
}

const WEBREPL_MACHINES = {
  put: awaitAnswer(undefined, 'the end'),
  get: receiveFile(utf8('/main.py')),
  version: askVersion(),
};

function wholeFile(what: keyof typeof WEBREPL_MACHINES): Watched<unknown, unknown> {
  return {
    machine: WEBREPL_MACHINES[what] as Machine<unknown, unknown>,
    resulting: () => EMPTY,
    untimed: () => false,
    // Lengths, and blocks have a byte at least.
    understood: (fed) => 8 + Math.ceil((2 * fed.length) / 3),
  };
}

function subject<Options, State, Result>(
  name: string,
  options: fc.Arbitrary<Options>,
  watch: (options: Options) => Watched<State, Result>,
  pieces: readonly string[],
): Subject {
  const check = (runs: Runs): number => {
    let steps = 0;
    const property = fc.property(options, scripts(pieces), (chosen, script) => {
      steps += walk(watch(chosen), script).steps;
    });
    fc.assert(property, runs);
    return steps;
  };
  return { name, check };
}

/**
 * The same bytes in other packets tell the same: but for the prompt behind a friendly banner, which means a reset where nothing
 * follows it.
 */
function checkPackets(runs: Runs): number {
  let steps = 0;
  const pieces = EXEC_PIECES.filter(
    (piece) => piece.length < 10_000 && !piece.includes('Type "help()"'),
  );
  const cuts = fc.array(fc.nat(2000), { maxLength: 40 });
  const property = fc.property(execOptions, packets(pieces), cuts, (options, list, places) => {
    const all = list.join('');
    const whole = walk(executing(options), [all]);
    const split = walk(executing(options), cut(all, places));
    steps += whole.steps + split.steps;
    if (all !== '' && split.told !== whole.told)
      throw new Error(`${JSON.stringify(split.told)} instead of ${JSON.stringify(whole.told)}`);
  });
  fc.assert(property, runs);
  return steps;
}

export const MACHINES: readonly Subject[] = [
  subject('entering the raw REPL', fc.boolean(), entering, ENTER_PIECES),
  subject('running a program', execOptions, executing, EXEC_PIECES),
  { name: 'running a program, in other packets', check: checkPackets },
  subject('logging in', fc.constantFrom('password', 'none'), login, WEBREPL_PIECES),
  subject('a file by WebREPL', fc.constantFrom('put', 'get', 'version'), wholeFile, WEBREPL_PIECES),
  subject('waiting for a text', fc.constantFrom(0, 4096, 65_536), expecting, ENTER_PIECES),
];
