// The words of RFC 2217, without I/O: what a client asks of the serial port behind an access server, and what the server
// answers and tells by itself. Each is the content of a sub-negotiation of COM-PORT-OPTION; framing.ts puts it on the wire.

import { concat, latin1, utf8 } from '../bytes';

/** RFC 2217 section 3; a server's code is the client's plus 100. */
const SIGNATURE = 0;
const SET_BAUDRATE = 1;
const SET_DATASIZE = 2;
const SET_PARITY = 3;
const SET_STOPSIZE = 4;
const SET_CONTROL = 5;
const NOTIFY_LINESTATE = 6;
const NOTIFY_MODEMSTATE = 7;
const FLOWCONTROL_SUSPEND = 8;
const FLOWCONTROL_RESUME = 9;
const SET_LINESTATE_MASK = 10;
const SET_MODEMSTATE_MASK = 11;
const PURGE_DATA = 12;
const FROM_SERVER = 100;

/** The lines of a port that SET-CONTROL switches, with the values for its question, on and off. */
const LINES = {
  break: { ask: 4, on: 5, off: 6 },
  dtr: { ask: 7, on: 8, off: 9 },
  rts: { ask: 10, on: 11, off: 12 },
} as const;
export type Line = keyof typeof LINES;

/** Of PURGE-DATA: what the server has taken from the client and not yet passed on. */
const TRANSMIT_BUFFER = 2;

export type ComPortNotice =
  | { readonly kind: 'baud-rate'; readonly baudRate: number }
  | { readonly kind: 'line'; readonly line: Line; readonly on: boolean }
  /** The question itself comes back: the port has no such line. So ser2net tells of a pseudo-terminal. */
  | { readonly kind: 'no-line'; readonly line: Line }
  /** Bits as in RFC 2217: 1 data ready, 2 overrun, 4 parity, 8 framing, 16 break, ... */
  | { readonly kind: 'line-state'; readonly bits: number }
  /** Bits as in RFC 2217: 16 CTS, 32 DSR, 64 ring, 128 carrier; 1, 2, 4 and 8 that they have changed. */
  | { readonly kind: 'modem-state'; readonly bits: number }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'signature'; readonly text: string }
  /** The server wants to know who we are. */
  | { readonly kind: 'signature-wanted' }
  /** The answer to another setting: that the server knows it. */
  | { readonly kind: 'done'; readonly code: number }
  /** Of a code or a length that RFC 2217 does not have. */
  | { readonly kind: 'unknown' };

/** 1 to 4294967295 bits per second. */
export function setBaudRate(baudRate: number): Uint8Array {
  const value = new Uint8Array(4);
  new DataView(value.buffer).setUint32(0, baudRate);
  return concat(Uint8Array.of(SET_BAUDRATE), value);
}

/** 8N1 without flow control, for no MicroPython talks otherwise, and no news of the lines. */
export const PLAIN_LINE: readonly Uint8Array[] = [
  Uint8Array.of(SET_DATASIZE, 8),
  Uint8Array.of(SET_PARITY, 1), // none
  Uint8Array.of(SET_STOPSIZE, 1),
  Uint8Array.of(SET_CONTROL, 1), // no flow control
  Uint8Array.of(SET_LINESTATE_MASK, 0),
  Uint8Array.of(SET_MODEMSTATE_MASK, 0),
];

export const PURGE_TRANSMIT = Uint8Array.of(PURGE_DATA, TRANSMIT_BUFFER);

export function askLine(line: Line): Uint8Array {
  return Uint8Array.of(SET_CONTROL, LINES[line].ask);
}

export function setLine(line: Line, on: boolean): Uint8Array {
  return Uint8Array.of(SET_CONTROL, on ? LINES[line].on : LINES[line].off);
}

export function signature(text: string): Uint8Array {
  return concat(Uint8Array.of(SIGNATURE), utf8(text));
}

/** What the server says; `bytes` is a sub-negotiation without its option. */
export function readNotice(bytes: Uint8Array): ComPortNotice {
  const code = (bytes[0] ?? 0) - FROM_SERVER;
  const value = bytes.subarray(1);
  switch (code) {
    case SIGNATURE:
      return value.length === 0
        ? { kind: 'signature-wanted' }
        : { kind: 'signature', text: latin1(value) };
    case SET_BAUDRATE:
      if (value.length !== 4) return { kind: 'unknown' };
      return { kind: 'baud-rate', baudRate: uint32(value) };
    case SET_CONTROL:
      return readControl(value[0]);
    case NOTIFY_LINESTATE:
      return { kind: 'line-state', bits: value[0] ?? 0 };
    case NOTIFY_MODEMSTATE:
      return { kind: 'modem-state', bits: value[0] ?? 0 };
    case FLOWCONTROL_SUSPEND:
      return { kind: 'suspend' };
    case FLOWCONTROL_RESUME:
      return { kind: 'resume' };
    case SET_DATASIZE:
    case SET_PARITY:
    case SET_STOPSIZE:
    case SET_LINESTATE_MASK:
    case SET_MODEMSTATE_MASK:
    case PURGE_DATA:
      return { kind: 'done', code };
    default:
      return { kind: 'unknown' };
  }
}

function readControl(value: number | undefined): ComPortNotice {
  for (const [line, { ask, on, off }] of Object.entries(LINES) as [Line, (typeof LINES)[Line]][]) {
    if (value === ask) return { kind: 'no-line', line };
    if (value === on || value === off) return { kind: 'line', line, on: value === on };
  }
  return { kind: 'done', code: SET_CONTROL };
}

function uint32(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
}
