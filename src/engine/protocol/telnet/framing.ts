// Telnet's framing, without I/O: data, commands and sub-negotiations out of one stream of bytes (RFC 854 "Interpret as
// Command", RFC 855 for what stands between SB and SE). It knows no option's meaning: those are in options.ts and
// com-port.ts.
//
//   data ──IAC──▶ iac ──IAC──▶ data (one 0xFF)
//                  │ ──WILL WONT DO DONT──▶ verb ──option──▶ data
//                  │ ──SB──▶ sub ──IAC──▶ sub-iac ──SE──▶ data
//                  │           ▲───────────IAC──┘  └──other──▶ the sub-negotiation is dropped, the byte is a command
//                  └─other──▶ data
//
// Data is taken byte for byte, without the NVT's rules for CR (RFC 854): Adder insists on BINARY (RFC 856), and no server that
// was looked at (gensio's, which is ser2net's; ESP-Link; pyserial) translates line ends before it is agreed.

import { concat, EMPTY, indexOf } from '../bytes';

const SE = 240;
const SB = 250;
const WILL = 251;
const WONT = 252;
const DO = 253;
const DONT = 254;
export const IAC = 255;

const VERBS = { will: WILL, wont: WONT, do: DO, dont: DONT } as const;
export type Verb = keyof typeof VERBS;

/** Longer sub-negotiations are dropped: COM-PORT's have 6 bytes, but for a signature, which is text. */
const MAX_SUB = 512;

export type TelnetEvent =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'option'; readonly verb: Verb; readonly option: number }
  | { readonly kind: 'sub'; readonly option: number; readonly bytes: Uint8Array }
  /** A command without a parameter: NOP, data mark, ... */
  | { readonly kind: 'command'; readonly code: number }
  /** A sub-negotiation that is too long, empty or cut off. */
  | { readonly kind: 'discarded'; readonly bytes: Uint8Array };

export type TelnetState =
  | { readonly at: 'data' | 'iac' }
  | { readonly at: 'verb'; readonly verb: Verb }
  /** `sub` has at most MAX_SUB + 1 bytes. */
  | { readonly at: 'sub' | 'sub-iac'; readonly sub: Uint8Array };

export const TELNET_START: TelnetState = { at: 'data' };

export interface TelnetStep {
  readonly state: TelnetState;
  readonly events: readonly TelnetEvent[];
}

/** Never throws, whatever the bytes are. The events' bytes may be views of `bytes`. */
export function readTelnet(start: TelnetState, bytes: Uint8Array): TelnetStep {
  const events: TelnetEvent[] = [];
  let state = start;
  let data: Uint8Array[] = [];
  let at = 0;

  const flush = (): void => {
    if (data.length > 0) events.push({ kind: 'data', bytes: concat(...data) });
    data = [];
  };

  while (at < bytes.length) {
    switch (state.at) {
      case 'data': {
        const end = nextIac(bytes, at);
        if (end > at) data.push(bytes.subarray(at, end));
        if (end < bytes.length) state = { at: 'iac' };
        at = end + 1;
        break;
      }
      case 'iac': {
        if (bytes[at] === IAC) {
          // Data again, from this second IAC on.
          const end = nextIac(bytes, at + 1);
          data.push(bytes.subarray(at, end));
          state = { at: end < bytes.length ? 'iac' : 'data' };
          at = end + 1;
          break;
        }
        flush();
        state = command(bytes[at] ?? 0, events);
        at += 1;
        break;
      }
      case 'verb':
        events.push({ kind: 'option', verb: state.verb, option: bytes[at] ?? 0 });
        state = { at: 'data' };
        at += 1;
        break;
      case 'sub': {
        const end = nextIac(bytes, at);
        const sub = append(state.sub, bytes.subarray(at, end));
        state = { at: end < bytes.length ? 'sub-iac' : 'sub', sub };
        at = end + 1;
        break;
      }
      case 'sub-iac': {
        const { sub } = state;
        const code = bytes[at] ?? 0;
        if (code === IAC) state = { at: 'sub', sub: append(sub, Uint8Array.of(IAC)) };
        else if (code === SE) {
          events.push(subNegotiation(sub));
          state = { at: 'data' };
        } else {
          events.push({ kind: 'discarded', bytes: sub });
          state = command(code, events);
        }
        at += 1;
        break;
      }
    }
  }
  flush();
  return { state, events };
}

/** The byte behind an IAC outside of data. */
function command(code: number, events: TelnetEvent[]): TelnetState {
  for (const [verb, value] of Object.entries(VERBS) as [Verb, number][])
    if (code === value) return { at: 'verb', verb };
  if (code === SB) return { at: 'sub', sub: EMPTY };
  events.push({ kind: 'command', code });
  return { at: 'data' };
}

function subNegotiation(sub: Uint8Array): TelnetEvent {
  const [option] = sub;
  if (option === undefined || sub.length > MAX_SUB) return { kind: 'discarded', bytes: sub };
  return { kind: 'sub', option, bytes: sub.subarray(1) };
}

function append(sub: Uint8Array, more: Uint8Array): Uint8Array {
  return concat(sub, more.subarray(0, MAX_SUB + 1 - sub.length));
}

function nextIac(bytes: Uint8Array, from: number): number {
  const found = indexOf(bytes, IAC, from);
  return found < 0 ? bytes.length : found;
}

/** Data as it goes over the wire: every 0xFF twice (RFC 854). */
export function escapeIac(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = nextIac(bytes, 0); at < bytes.length; at = nextIac(bytes, at + 1)) {
    parts.push(bytes.subarray(from, at + 1));
    from = at; // once more
  }
  return parts.length === 0 ? bytes : concat(...parts, bytes.subarray(from));
}

export function optionCommand(verb: Verb, option: number): Uint8Array {
  return Uint8Array.of(IAC, VERBS[verb], option);
}

export function subCommand(option: number, bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(IAC, SB, option), escapeIac(bytes), Uint8Array.of(IAC, SE));
}
