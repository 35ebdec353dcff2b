// Runs a helper on the board and hands out what it says. It owns the helper's frames and its end; what the answers mean is the
// caller's. A helper whose answers are damaged is stopped.

import { AdderError, toAdderError } from '../../../shared/errors';
import { FrameReader } from '../../protocol/frames';
import { fileError } from '../../protocol/os-error';
import { pythonString } from '../../protocol/python-text';
import type { LinkTraits } from '../../transport/transport';
import type { WholeFileChannel } from '../../transport/whole-files';
import { onAbort, throwIfAborted } from '../abort';
import type { Firmware } from '../firmware';
import type { RawExecOptions, RawRepl } from '../raw-repl';
import {
  helperProgram,
  STAGED,
  type HelperLine,
  type HelperParts,
  type HelperProgram,
} from './program';

/** What a helper needs to know of the board. */
export interface HelperHost {
  readonly raw: RawRepl;
  readonly firmware: Firmware;
  readonly link: LinkTraits;
  /** The link's own channel for whole files, if it has one. */
  readonly wholeFiles?: WholeFileChannel | undefined;
  /** Gets what is not the helper's, such as the print of a timer's callback. */
  readonly onNoise: (bytes: Uint8Array) => void;
}

export interface HelperCall extends HelperParts {
  /** For messages. */
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  /** Goes by raw paste if the firmware has it, which shows whether it has. */
  readonly byRawPaste?: boolean;
  readonly onProgram?: (program: HelperProgram) => void;
  /**
   * The next data of the stream of frames. What it throws, or a returned promise rejects with, stops the helper and is the error of the call;
   * until the promise settles the board is held back.
   */
  readonly onData: (data: Uint8Array) => void | Promise<void>;
  /** The helper has taken one more window of what was sent to it. */
  readonly onTaken?: () => void;
  /** The helper's answers make no sense any more; it has been sent Ctrl-C. */
  readonly onProblem?: () => void;
}

/** A file system may collect garbage for seconds between two answers (littlefs, SPI flash; the first statvfs of a large FAT), ms. */
const SILENCE_MS = 15_000;
/** What a damaged frame leaves behind is nothing to look at: noise that is no text waits for a good end, if it is not too much, bytes. */
const MAX_NOISE = 64 * 1024;

/**
 * Resolves when the helper has ended well. Rejects with the code of the board's own error, `protocol-damaged`, or as `RawRepl.exec` does.
 */
export async function callHelper(host: HelperHost, call: HelperCall): Promise<void> {
  const { raw, firmware, link } = host;
  const program = helperProgram(call, firmware, link);
  const frames = new FrameReader(program.encoding, firmware.check, program.seed);
  const stop = new AbortController();
  const stopListening = onAbort(call.signal, () => stop.abort());
  const noise: Uint8Array[] = [];
  let noiseBytes = 0;
  let problem: AdderError | undefined;
  let held: Promise<void> | undefined;

  function fail(error: unknown): void {
    if (problem) return;
    problem = toAdderError(error);
    stop.abort();
    call.onProblem?.();
  }

  function hear(bytes: Uint8Array): void | Promise<void> {
    const waits: (void | Promise<void>)[] = [];
    for (const event of frames.push(bytes)) {
      if (problem) break;
      switch (event.kind) {
        case 'data':
          waits.push(call.onData(event.bytes));
          break;
        case 'taken':
          call.onTaken?.();
          break;
        case 'noise':
          if (isText(event.bytes)) host.onNoise(event.bytes);
          else if ((noiseBytes += event.bytes.length) <= MAX_NOISE) noise.push(event.bytes.slice());
          break;
        case 'damaged':
          throw damaged(call.path);
      }
    }
    const wait = allOf(waits)?.catch(fail);
    if (wait) held = allOf([held, wait]);
    return wait;
  }

  try {
    call.onProgram?.(program);
    const { stderr } = await raw.exec(
      Buffer.from(await ahead(host, program, call.signal), 'latin1'),
      {
        signal: stop.signal,
        silenceMs: SILENCE_MS,
        checked: call.byRawPaste !== true,
        stopsSlowly: call.input !== undefined,
        onOutput: (bytes) => {
          try {
            return hear(bytes);
          } catch (error) {
            fail(error);
          }
        },
      },
    );
    if (stderr !== '') throw fileError(stderr, call.path);
    if (frames.inside) throw damaged(call.path);
    if (held) await orAborted(held, call.signal);
    if (problem) throw problem;
  } catch (error) {
    throw problem ?? error;
  } finally {
    stopListening();
    if (!problem) for (const bytes of noise) host.onNoise(bytes);
  }
}

/** One wait for all of them, if there is any. */
export function allOf(waits: readonly (void | Promise<void>)[]): Promise<void> | undefined {
  const promises = waits.filter((wait) => wait !== undefined);
  return promises.length > 0 ? Promise.all(promises).then(() => undefined) : undefined;
}

async function orAborted(wait: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  let stopListening = (): void => undefined;
  const aborted = new Promise<void>((resolve) => (stopListening = onAbort(signal, resolve)));
  await Promise.race([wait, aborted]).finally(stopListening);
  throwIfAborted(signal);
}

/** The one answer of a helper, whole. */
export async function askHelper(
  host: HelperHost,
  call: Omit<HelperCall, 'onData'>,
): Promise<string> {
  const parts: Uint8Array[] = [];
  await callHelper(host, { ...call, onData: (data) => void parts.push(data) });
  if (parts.length === 0) throw damaged(call.path);
  return Buffer.concat(parts).toString('utf8');
}

/** What of a literal one step takes; with what is around it, it fits the smallest receive buffer: 64 bytes on the micro:bit. */
const STEP = 40;
/** What sees whether all has come. */
const CHECK = '_adder_c';

/** Brings what must be there before the helper runs; returns what is left to run. */
async function ahead(
  { raw, firmware }: HelperHost,
  { line, lean }: HelperProgram,
  signal: AbortSignal | undefined,
): Promise<string> {
  const options = { ...(signal && { signal }) };
  const last = lean.at(-1);
  if (!firmware.lean || !last) return stage(raw, line, [], options);
  await raw.exec('_adder={}', options);
  for (const part of lean.slice(0, -1))
    await say(raw, await stage(raw, part, [], options), { ...options, checked: true });
  return stage(raw, last, ['_adder'], options);
}

/**
 * Old firmware without raw paste has no flow control for a long line, and on a UART it would lose some of it. There the line is brought in
 * steps, each a small program of its own, which the board has taken when it answers.
 *
 * @param names to be taken away when the line has run, whatever comes of it
 * @returns what is left to run
 */
async function stage(
  raw: RawRepl,
  { source, staged }: HelperLine,
  names: readonly string[],
  options: RawExecOptions,
): Promise<string> {
  if (!(await raw.isTooLong(source))) return cleaned(source, names);
  const collect = "__import__('gc').collect()";
  await say(raw, collect, options);
  await bring(raw, STAGED, staged.literal, options);
  await bring(raw, CHECK, pythonString(`${STAGED}=${staged.check}`), options);
  await say(raw, cleaned(`exec(${CHECK})`, [CHECK]), options);
  await say(raw, collect, options);
  return cleaned(staged.run, [STAGED, ...names]);
}

/** Gives a name this value, step by step. */
async function bring(
  raw: RawRepl,
  name: string,
  literal: string,
  options: RawExecOptions,
): Promise<void> {
  const [quote = ''] = /^b?./.exec(literal) ?? [];
  const inside = literal.slice(quote.length, -1);
  let step = `${name}=`;
  for (const part of inside.match(new RegExp(`(?:\\\\x..|\\\\.|.){1,${STEP}}`, 'g')) ?? []) {
    await say(raw, `${step}${quote}${part}${quote.slice(-1)}`, options);
    step = `${name}+=`;
  }
}

/** Runs a line, and takes names away whatever comes of it. */
function cleaned(line: string, names: readonly string[]): string {
  if (names.length === 0) return line;
  const lines = line.split('\n').map((one) => ` ${one}\n`);
  return `try:\n${lines.join('')}finally:\n del ${names.join()}`;
}

async function say(raw: RawRepl, line: string, options: RawExecOptions): Promise<void> {
  const { stderr } = await raw.exec(Buffer.from(line, 'latin1'), options);
  if (stderr !== '') throw fileError(stderr, '');
}

function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1b);
}

/** A whole number in a helper's answer. A board may say anything: what is none is `protocol-damaged`. */
export function numberIn(text: string | undefined, path: string): number {
  if (text === undefined || !/^-?\d{1,15}$/.test(text)) throw damaged(path);
  return Number(text);
}

export function damaged(path: string): AdderError {
  return new AdderError('protocol-damaged', { detail: path });
}
