// The file that `record=` writes and `replay=` plays: one JSON object a line, so that it can be read by eye, cut anywhere, and
// is whole up to the moment of a crash. A pure format: opens no file.
//
//   {"adder-recording":1,"address":"virtual:default","started":"2026-01-31T12:00:00.000Z","link":{...}}   first
//   {"ms":12.345,"to":"print(1)\r"}       bytes to the board, as text where they are UTF-8 ...
//   {"ms":13.001,"from64":"gP8="}         ... and in base64 where they are not; "from" is what the board said
//   {"ms":20.5,"end":"closed"}            last: "closed", or "lost" with the "code" of the error; missing after a crash
//
// `ms` counts from the opening of the link. `inFlight` is null where the link holds the sender back.

import { parseAddress, printAddress } from '../../../shared/address';
import { AdderError, ERROR_CODES, type ErrorCode } from '../../../shared/errors';
import { EMPTY, utf8 } from '../../protocol/bytes';
import type { LinkTraits } from '../transport';

const VERSION = 1;
/** Bytes in one line, so that no line is long. A multiple of three, for base64. */
export const LINE_BYTES = 3072;
/** The longest line that is read: every byte of a full one as an escape of six characters, and what stands around it. */
const MAX_LINE = 6 * LINE_BYTES + 1024;

export type RecordedDirection = 'to' | 'from';

export interface RecordedBytes {
  readonly direction: RecordedDirection;
  readonly bytes: Uint8Array;
  /** Where in the file, counted from 1. */
  readonly line: number;
}

export type RecordedEnd =
  { readonly kind: 'closed' } | { readonly kind: 'lost'; readonly code: ErrorCode };

export interface Recording {
  readonly address: string;
  readonly link: LinkTraits;
  readonly events: readonly RecordedBytes[];
  /** Missing when the recording was cut off by a crash. */
  readonly end?: RecordedEnd;
}

// ---- writing -----------------------------------------------------------------------------------------------------

export function headerLine(address: string, link: LinkTraits, started: Date): string {
  const inFlight = link.inFlight === Infinity ? null : link.inFlight;
  return line({
    'adder-recording': VERSION,
    address: publicAddress(address),
    started: started.toISOString(),
    link: { ...link, inFlight },
  });
}

export function bytesLines(direction: RecordedDirection, bytes: Uint8Array, ms: number): string {
  let lines = '';
  for (let from = 0; from < bytes.length; from += LINE_BYTES) {
    const part = Buffer.from(bytes.subarray(from, from + LINE_BYTES));
    const text = part.toString('utf8');
    const isText = Buffer.from(text, 'utf8').equals(part);
    lines += line(
      isText
        ? { ms: rounded(ms), [direction]: text }
        : { ms: rounded(ms), [`${direction}64`]: part.toString('base64') },
    );
  }
  return lines;
}

export function endLine(end: RecordedEnd, ms: number): string {
  const code = end.kind === 'lost' ? { code: end.code } : {};
  return line({ ms: rounded(ms), end: end.kind, ...code });
}

/** The address without what may be secret or tells of the computer: arguments, queries, and where the recording lies. */
export function publicAddress(address: string): string {
  const { wrappers, link } = parseAddress(address);
  const told = wrappers.filter(({ kind }) => kind !== 'record');
  switch (link.kind) {
    case 'process': {
      const [program = ''] = link.command.trim().split(/\s/);
      return printAddress({ wrappers: told, link: { kind: 'process', command: program } });
    }
    case 'ws': {
      const path = link.path.replace(/[?#].*$/s, '');
      return printAddress({ wrappers: told, link: { ...link, path } });
    }
    default:
      return printAddress({ wrappers: told, link });
  }
}

function line(content: object): string {
  return `${JSON.stringify(content)}\n`;
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

// ---- reading -----------------------------------------------------------------------------------------------------

/** Throws `bad-recording` with the line. A last line that is cut off is left out. */
export function parseRecording(text: string): Recording {
  const lines = text.split('\n');
  const [first = '', ...rest] = lines;
  const { address, link } = parseHeader(first);
  rest.pop(); // nothing, or what a crash cut off
  const events: RecordedBytes[] = [];
  let end: RecordedEnd | undefined;
  for (const [index, content] of rest.entries()) {
    const number = index + 2;
    if (end) throw bad(number, 'something follows the end');
    const event = parseEvent(content, number);
    if ('kind' in event) end = event;
    else events.push(event);
  }
  return end ? { address, link, events, end } : { address, link, events };
}

function parseHeader(text: string): { address: string; link: LinkTraits } {
  const header = parseLine(text, 1);
  if (header['adder-recording'] !== VERSION)
    throw bad(1, `it is no recording of version ${VERSION}`);
  const { address, link } = header;
  if (typeof address !== 'string') throw bad(1, 'no address');
  if (!isObject(link)) throw bad(1, 'no traits of the link');
  const { inFlight, eightBitClean, resetsOnOpen, survivesSoftReset } = link;
  const isCount = typeof inFlight === 'number' && Number.isInteger(inFlight) && inFlight > 0;
  if (
    !(isCount || inFlight === null) ||
    typeof eightBitClean !== 'boolean' ||
    typeof resetsOnOpen !== 'boolean' ||
    typeof survivesSoftReset !== 'boolean'
  )
    throw bad(1, 'no traits of the link');
  const window = isCount ? inFlight : Infinity;
  return { address, link: { inFlight: window, eightBitClean, resetsOnOpen, survivesSoftReset } };
}

function parseEvent(text: string, number: number): RecordedBytes | RecordedEnd {
  const event = parseLine(text, number);
  if ('end' in event) return parseEnd(event, number);
  for (const direction of ['to', 'from'] as const) {
    const plain = event[direction];
    if (typeof plain === 'string') return { direction, bytes: utf8(plain), line: number };
    const coded = event[`${direction}64`];
    if (typeof coded === 'string')
      return { direction, bytes: fromBase64(coded, number), line: number };
  }
  throw bad(number, 'neither "to" nor "from" nor "end"');
}

function parseEnd({ end, code }: Record<string, unknown>, number: number): RecordedEnd {
  if (end === 'closed') return { kind: 'closed' };
  const known = ERROR_CODES.find((one) => one === code);
  if (end !== 'lost' || known === undefined) throw bad(number, 'an unknown end');
  return { kind: 'lost', code: known };
}

function fromBase64(text: string, number: number): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw bad(number, 'no base64');
  return bytes.length === 0 ? EMPTY : bytes;
}

function parseLine(text: string, number: number): Record<string, unknown> {
  if (text.length > MAX_LINE) throw bad(number, 'the line is too long');
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return content;
  } catch {
    // told below
  }
  throw bad(number, 'no JSON object');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(number: number, why: string): AdderError {
  return new AdderError('bad-recording', { detail: `Line ${number}: ${why}.` });
}
