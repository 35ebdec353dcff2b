// Puts a helper together: the program of our own that runs on the board for one operation. Its parts are device-code/*.py, chosen by what the
// firmware can and what passes the link. It travels as one line,
//
//   exec((lambda i:(lambda s:s if CHECKSUM OF s IS RIGHT else b'damaged')(b'...'))(__import__),{})
//
// so that a damaged byte cannot make it do something else (a line that is cut in two is no valid Python in either part), and
// so that it has a namespace of its own and leaves none of its names behind.

import { randomInt } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import bodyBase64 from '../../device-code/wire/body_base64.py?device';
import bodyHex from '../../device-code/wire/body_hex.py?device';
import checkCrc32 from '../../device-code/wire/check_crc32.py?device';
import checkSum from '../../device-code/wire/check_sum.py?device';
import get from '../../device-code/wire/get.py?device';
import putBase64 from '../../device-code/wire/put_base64.py?device';
import putBinary from '../../device-code/wire/put_binary.py?device';
import putHex from '../../device-code/wire/put_hex.py?device';
import record from '../../device-code/wire/record.py?device';
import recordText from '../../device-code/wire/record_text.py?device';
import takeBinary from '../../device-code/wire/take_binary.py?device';
import takeText from '../../device-code/wire/take_text.py?device';
import { utf8 } from '../../protocol/bytes';
import { crc32 } from '../../protocol/crc32';
import type { PacketEncoding } from '../../protocol/packets';
import { pythonBytes, pythonRawBytes, pythonString } from '../../protocol/python-text';
import type { LinkTraits } from '../../transport/transport';
import type { Firmware } from '../firmware';

export interface HelperParts {
  /** Texts of device-code/*.py, in the order of their needs. */
  readonly parts: readonly string[];
  /** What starts it: one line of Python or more. */
  readonly call: string;
  /** For a helper that reads packets: bytes between two reports of what it has taken, and names it wants set. */
  readonly input?: { readonly window: number; readonly names: Readonly<Record<string, string>> };
}

/** A line of Python, one character a byte. */
export interface HelperLine {
  readonly source: string;
  /** The same in three, for boards that cannot take the line: `STAGED` gets the literal, then what that stands for if it came whole, and is run. */
  readonly staged: { readonly literal: string; readonly check: string; readonly run: string };
}

/** What a board that cannot take a line is given instead; short, since such boards take little at once. */
export const STAGED = '_adder_s';

export interface HelperProgram {
  readonly line: HelperLine;
  /** The same in lines of a function each, for a namespace `_adder` that is there already; the last one runs it. */
  readonly lean: readonly HelperLine[];
  readonly encoding: PacketEncoding;
  /** What the checksums of both directions begin with. */
  readonly seed: number;
}

/** A window of 2 KB: little memory, and the programs are not much longer. */
const PACKED_BITS = 11;

const CHECK = { crc32: checkCrc32, sum: checkSum };
const PUT = { binary: putBinary, base64: putBase64, hex: putHex };
const TAKE = {
  binary: [takeBinary],
  base64: [takeText, bodyBase64],
  hex: [takeText, bodyHex],
};

export function helperProgram(
  { parts, call, input }: HelperParts,
  firmware: Firmware,
  link: LinkTraits,
): HelperProgram {
  const encoding = encodingFor(firmware, link);
  const seed = randomInt(0x1000000);
  const names = { seed: String(seed), ...(input && { w: String(input.window) }) };
  const source = [
    ...Object.entries({ ...names, ...input?.names }).map(([name, value]) => `${name}=${value}\n`),
    CHECK[firmware.check],
    PUT[encoding],
    ...(input ? [...TAKE[encoding], get] : []),
    ...(input ? [] : [encoding === 'binary' ? record : recordText]),
    ...parts,
    `${call}\n`,
  ].join('');
  const lean = source.split(BETWEEN_FUNCTIONS).map((part) => {
    const bytes = utf8(part);
    const { source: run, staged } = lineOf(
      pythonBytes(bytes),
      (value) => checked(bytes, firmware, 's', value),
      (value) => `exec(${value},_adder)`,
    );
    return { source: `__import__('gc').collect();${run}`, staged };
  });
  return { line: checkedLine(source, firmware, encoding === 'binary'), lean, encoding, seed };
}

function encodingFor(firmware: Firmware, link: LinkTraits): PacketEncoding {
  if (firmware.buffer && link.eightBitClean) return 'binary';
  return firmware.base64 ? 'base64' : 'hex';
}

const BETWEEN_FUNCTIONS = /\n(?=def )/;

function checkedLine(source: string, firmware: Firmware, binary: boolean): HelperLine {
  // Compiling takes ten times the memory of the source, so larger boards compile function by function. The smallest have no stack for that.
  const bytes = utf8(firmware.stat ? source.split(BETWEEN_FUNCTIONS).join('\n\0') : source);
  const packed = deflateRawSync(bytes, { level: 9, windowBits: PACKED_BITS });
  const unpack = `i('deflate').DeflateIO(i('io').BytesIO(s),1,${PACKED_BITS}).read()`;
  if (firmware.inflate === 'deflate' && binary)
    return oneLine(pythonRawBytes(packed), firmware, (value) =>
      checked(packed, firmware, unpack, value),
    );
  if (firmware.inflate === 'deflate' && firmware.base64 && packed.length * 1.5 < bytes.length)
    return oneLine(`'${Buffer.from(packed).toString('base64')}'`, firmware, (value) =>
      checked(packed, firmware, unpack, `i('ubinascii').a2b_base64(${value})`),
    );
  return oneLine(pythonBytes(bytes), firmware, (value) => checked(bytes, firmware, 's', value));
}

function oneLine(
  literal: string,
  { stat }: Firmware,
  check: (value: string) => string,
): HelperLine {
  return lineOf(literal, check, (value) =>
    stat ? `(lambda n:[exec(p,n)for p in ${value}.split(b'\\0')])({})` : `exec(${value},{})`,
  );
}

function lineOf(
  literal: string,
  check: (value: string) => string,
  run: (value: string) => string,
): HelperLine {
  return {
    source: run(check(literal)),
    staged: { literal, check: check(STAGED), run: run(STAGED) },
  };
}

/**
 * An expression whose value is `unpack` of `s`, and `s` is the value of another one; if that is what was sent. Else it is `damaged`, which
 * raises a NameError when it is run.
 */
function checked(s: Uint8Array, firmware: Firmware, unpack: string, value: string): string {
  const right =
    firmware.check === 'crc32'
      ? `i('ubinascii').crc32(s)==${crc32(s)}`
      : `(sum(s),len(s))==(${s.reduce((sum, byte) => sum + byte, 0)},${s.length})`;
  return `(lambda i:(lambda s:${unpack} if ${right} else b'damaged')(${value}))(__import__)`;
}

export type PythonValue = string | number | boolean | readonly PythonValue[];

/** A value as Python source; a list becomes a tuple. */
export function pythonValue(value: PythonValue): string {
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return String(value);
  return `(${value.map((one) => `${pythonValue(one)},`).join('')})`;
}

/** A call in Python source. */
export function pythonCall(name: string, ...args: readonly PythonValue[]): string {
  return `${name}(${args.map(pythonValue).join(',')})`;
}
