// Runs a helper on the board and hands out what it says. It owns the helper's frames and its end; what the answers mean is the
// caller's. A helper whose answers are damaged is stopped.

import { AdderError, toAdderError } from '../../../shared/errors';
import { FrameReader } from '../../protocol/frames';
import { fileError } from '../../protocol/os-error';
import type { LinkTraits } from '../../transport/transport';
import type { WholeFileChannel } from '../../transport/whole-files';
import { onAbort } from '../abort';
import type { Firmware } from '../firmware';
import type { RawExecOptions, RawRepl } from '../raw-repl';
import { helperProgram, type HelperParts, type HelperProgram } from './program';

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
  /** The next data of the stream of frames. What it throws stops the helper and is the error of the call. */
  readonly onData: (data: Uint8Array) => void;
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

  function fail(error: unknown): void {
    if (problem) return;
    problem = toAdderError(error);
    stop.abort();
    call.onProblem?.();
  }

  function hear(bytes: Uint8Array): void {
    for (const event of frames.push(bytes)) {
      if (problem) return;
      switch (event.kind) {
        case 'data':
          call.onData(event.bytes);
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
            hear(bytes);
          } catch (error) {
            fail(error);
          }
        },
      },
    );
    if (stderr !== '') throw fileError(stderr, call.path);
    if (frames.inside) throw damaged(call.path);
  } catch (error) {
    throw problem ?? error;
  } finally {
    stopListening();
    if (!problem) for (const bytes of noise) host.onNoise(bytes);
  }
}

/** The one answer of a helper, whole. */
export async function askHelper(
  host: HelperHost,
  call: Omit<HelperCall, 'onData'>,
): Promise<string> {
  const parts: Uint8Array[] = [];
  await callHelper(host, { ...call, onData: (data) => parts.push(data) });
  if (parts.length === 0) throw damaged(call.path);
  return Buffer.concat(parts).toString('utf8');
}

/** What of the literal one step takes; with what is around it, it fits the smallest receive buffer: 64 bytes on the micro:bit. */
const STEP = 44;

/** Brings what must be there before the helper runs; returns what is left to run. */
async function ahead(
  { raw, firmware }: HelperHost,
  program: HelperProgram,
  signal: AbortSignal | undefined,
): Promise<string> {
  const options = { ...(signal && { signal }) };
  if (firmware.lean) {
    const last = program.lean.at(-1) ?? '';
    await raw.exec('_adder={}', options);
    for (const line of program.lean.slice(0, -1))
      await askNothing(raw, line, { ...options, checked: true });
    return `try:\n ${last}\nfinally:\n del _adder`;
  }
  if (await raw.isTooLong(program.source)) return stage(raw, program, options);
  return program.source;
}

async function askNothing(raw: RawRepl, line: string, options: RawExecOptions): Promise<void> {
  const { stderr } = await raw.exec(Buffer.from(line, 'latin1'), options);
  if (stderr !== '') throw fileError(stderr, '');
}

/**
 * Old firmware without raw paste has no flow control for a long line, and on a UART it would lose some of it. There the literal in the
 * line is brought in steps, each a small program of its own, which the board has taken when it answers.
 */
async function stage(
  raw: RawRepl,
  { staged }: HelperProgram,
  options: RawExecOptions,
): Promise<string> {
  const [quote = ''] = /^b?./.exec(staged.literal) ?? [];
  const inside = staged.literal.slice(quote.length, -1);
  await raw.exec("__import__('gc').collect()", options);
  let step = '_adder=';
  for (const part of inside.match(new RegExp(`(?:\\\\x..|\\\\.|.){1,${STEP}}`, 'g')) ?? []) {
    await askNothing(raw, `${step}${quote}${part}${quote.slice(-1)}`, options);
    step = '_adder+=';
  }
  return `try:\n ${staged.source}\nfinally:\n del _adder`;
}

function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1b);
}

export function damaged(path: string): AdderError {
  return new AdderError('protocol-damaged', { detail: path });
}
