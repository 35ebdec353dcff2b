// Addresses of boards: one grammar for the window, the command and the library (docs: the addresses page of the guide).
//
//   address = wrapper* link        wrapper = name "=" value "+"        link = scheme ":" rest | bare path | "replay=" FILE
//
// `parseAddress` and `printAddress` are each other's inverse: printing gives the one canonical spelling. This file owns
// wrappers and the way through; the kinds of links are in address-links.ts. It opens nothing and knows no transport.

import { beginsLink, parseLink, printLink, type LinkAddress } from './address-links';
import { badAddress, decodeValue, encodeValue, fail } from './address-text';
import { hasControlCharacter } from './control-characters';

export type { LinkAddress } from './address-links';

/**
 * What stands before a link and changes its bytes or their timing; and a setting of the link itself. A rate has 1 to 1,000,000,000 bits a
 * second, a latency 0 to 60,000 ms one way.
 */
export type Wrapper =
  | { readonly kind: 'rate'; readonly bitsPerSecond: number }
  | { readonly kind: 'latency'; readonly milliseconds: number }
  | { readonly kind: 'fault'; readonly plan: string }
  | { readonly kind: 'record'; readonly file: string }
  /** The speed of a real line: once at most, innermost, and only before a link that has one. */
  | { readonly kind: 'baud'; readonly baudRate: number };

/** An address, taken apart. */
export interface BoardAddress {
  /** Outermost first. */
  readonly wrappers: readonly Wrapper[];
  /** Where the board is. */
  readonly link: LinkAddress;
}

/** As long as IPC lets an address be. */
const MAX_LENGTH = 4096;
const MAX_RATE = 1_000_000_000;
const MAX_LATENCY_MS = 60_000;
/** Links at whose end a UART is set to a speed. */
const LINKS_WITH_BAUD: ReadonlySet<LinkAddress['kind']> = new Set([
  'serial',
  'serial-id',
  'rfc2217',
]);

const WRAPPER = /^(rate|latency|fault|record|baud)=([^+]*)(\+?)/i;

/** Throws `bad-address` with what is wrong. Blanks around the address are not skipped: they may belong to a path. */
export function parseAddress(text: string): BoardAddress {
  if (text === '') throw badAddress('It is empty.');
  if (text.length > MAX_LENGTH) throw badAddress(`It is longer than ${MAX_LENGTH} characters.`);
  if (hasControlCharacter(text)) throw badAddress('It contains a control character.');
  const wrappers: Wrapper[] = [];
  let rest = text;
  for (;;) {
    const match = WRAPPER.exec(rest);
    if (!match) {
      const link = parseLink(rest);
      return { wrappers: withBaudInnermost(wrappers, link), link };
    }
    const [whole, name = '', value = '', plus] = match;
    if (plus === '')
      throw badAddress(`"${name}=" stands before a link, as in ${name}=${value}+virtual:`);
    wrappers.push(parseWrapper(name.toLowerCase(), decodeValue(value)));
    rest = rest.slice(whole.length);
  }
}

/** Is it meant as an address, whatever may be wrong behind its first word? A bare path of a port has no such word. */
export function beginsAddress(text: string): boolean {
  return WRAPPER.test(text) || beginsLink(text);
}

/** The canonical spelling. */
export function printAddress(address: BoardAddress): string {
  return address.wrappers.map(printWrapper).join('') + printLink(address.link);
}

/** The speed that the address asks for, bits per second. */
export function baudRateOf(address: BoardAddress): number | undefined {
  return address.wrappers.find((wrapper) => wrapper.kind === 'baud')?.baudRate;
}

/** The same with this speed, if its link has one and the address names none. Undefined changes nothing. */
export function withBaudRate(address: BoardAddress, baudRate: number | undefined): BoardAddress {
  const { wrappers, link } = address;
  if (baudRate === undefined || baudRateOf(address) !== undefined) return address;
  if (!LINKS_WITH_BAUD.has(link.kind)) return address;
  return { link, wrappers: [...wrappers, { kind: 'baud', baudRate }] };
}

/** An address without wrappers. */
export function linkAddress(link: LinkAddress): BoardAddress {
  return { wrappers: [], link };
}

/** It belongs to the link, wherever it was written: one address, one spelling. */
function withBaudInnermost(wrappers: readonly Wrapper[], link: LinkAddress): readonly Wrapper[] {
  const [baud, second] = wrappers.filter((wrapper) => wrapper.kind === 'baud');
  if (!baud) return wrappers;
  if (second) throw badAddress('"baud=" is there twice.');
  if (!LINKS_WITH_BAUD.has(link.kind))
    throw badAddress('"baud=" stands before a serial port or rfc2217: only.');
  return [...wrappers.filter((wrapper) => wrapper !== baud), baud];
}

function parseWrapper(name: string, value: string): Wrapper {
  if (value === '') throw badAddress(`"${name}=" has no value.`);
  switch (name) {
    case 'rate':
      return { kind: 'rate', bitsPerSecond: bitsPerSecond(name, value) };
    case 'latency':
      return { kind: 'latency', milliseconds: latency(value) };
    case 'fault':
      return { kind: 'fault', plan: value };
    case 'record':
      return { kind: 'record', file: value };
    case 'baud':
      return { kind: 'baud', baudRate: bitsPerSecond(name, value) };
    default:
      return fail(`"${name}=" is not known.`);
  }
}

function bitsPerSecond(name: string, value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > MAX_RATE)
    throw badAddress(`"${name}=" wants bits per second from 1 to ${MAX_RATE}, not "${value}".`);
  return number;
}

/** Three decimals: no line that is modelled has delays finer than a microsecond, and no exponent is ever printed. */
function latency(value: string): number {
  const number = Number(value);
  if (!/^\d+(\.\d{1,3})?$/.test(value) || number > MAX_LATENCY_MS)
    throw badAddress(`"latency=" wants milliseconds from 0 to ${MAX_LATENCY_MS}, not "${value}".`);
  return number;
}

function printWrapper(wrapper: Wrapper): string {
  switch (wrapper.kind) {
    case 'rate':
      return `rate=${wrapper.bitsPerSecond}+`;
    case 'latency':
      return `latency=${wrapper.milliseconds}+`;
    case 'fault':
      return `fault=${encodeValue(wrapper.plan)}+`;
    case 'record':
      return `record=${encodeValue(wrapper.file)}+`;
    case 'baud':
      return `baud=${wrapper.baudRate}+`;
  }
}
