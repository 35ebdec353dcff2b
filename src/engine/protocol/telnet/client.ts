// The client's side of RFC 2217, without I/O: agrees with an access server on a clean line, sets the serial port behind it,
// and then passes data. It knows no socket and no clock; transport/rfc2217.ts has both.
//
//   negotiating ── BINARY both ways and COM-PORT agreed: settings go out ──▶ configuring
//       │ refused, timeout                                │ SET-BAUDRATE, the last, answered ──▶ ready
//       ▼                                                 │ another rate, timeout                │ an option taken back
//     ended  ◀────────────────────────────────────────────┴──────────────────────────────────────┘
//
// A server handles what it is sent in order, so the answer to the last setting says that all were heard, also by a server that
// answers only some.
//
// DTR and RTS are raised where they are down, for a USB board wants DTR before it talks. They are asked for first. pyserial's
// server, which keeps both down, does not answer that, but has told of the port's modem lines: there they are raised, too. A
// server that does neither is left alone: ESP-Link's DTR is the reset pin, which "on" would hold down. DTR goes up first and RTS
// down first, for RTS without DTR is what resets an ESP (micropython#9659).
//
// Purging: what waits in the server for the board before we have sent a byte is another client's and stale, and is purged
// (PURGE-DATA 2). What it holds from the board never is: nobody can tell old words from a boot banner.

import { concat } from '../bytes';
import {
  askLine,
  PLAIN_LINE,
  PURGE_TRANSMIT,
  readNotice,
  setBaudRate,
  setLine,
  signature,
  type ComPortNotice,
  type Line,
} from './com-port';
import {
  readTelnet,
  subCommand,
  TELNET_START,
  type TelnetEvent,
  type TelnetState,
} from './framing';
import {
  answer,
  ask,
  BINARY,
  COM_PORT,
  NO_OPTIONS,
  statusOf,
  SUPPRESS_GO_AHEAD,
  type Options,
  type Side,
} from './options';

export type LineStates = Readonly<Partial<Record<Line, boolean>>>;

export type ClientInput =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** To be set, once ready. */
  | { readonly kind: 'lines'; readonly lines: LineStates }
  /** The link will be closed: the lines go down so that no board is reset. */
  | { readonly kind: 'release' }
  /** It has taken too long to become ready. */
  | { readonly kind: 'timeout' };

export type ClientEffect =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** From the board. */
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'ready' }
  /** The server has answered all lines that were set last. */
  | { readonly kind: 'lines-set' }
  /** The server can take no more data now, or again. */
  | { readonly kind: 'flow'; readonly stopped: boolean }
  | { readonly kind: 'failed'; readonly reason: ClientFailure; readonly detail: string };

/** `no-rfc2217`: it does not speak it, or not cleanly; `wrong-rate`: it speaks it, but the port runs at another rate. */
export type ClientFailure = 'no-rfc2217' | 'wrong-rate';

export interface ClientState {
  readonly phase: 'negotiating' | 'configuring' | 'ready' | 'ended';
  readonly baudRate: number;
  readonly telnet: TelnetState;
  readonly options: Options;
  /** As far as the server has told or was told. */
  readonly lines: LineStates;
  /** Lines that the port does not have. */
  readonly absent: readonly Line[];
  /** The server has told of a modem's lines, as servers with a real port do unasked (RFC 2217, NOTIFY-MODEMSTATE). */
  readonly hasModemLines: boolean;
  /** Lines that were set and not answered yet. */
  readonly unanswered: readonly Line[];
}

export interface ClientStep {
  readonly state: ClientState;
  readonly effects: readonly ClientEffect[];
}

/** In this order: ESP-Link takes a connection for telnet when its first byte is the IAC of a WILL or DO. */
const ASKED: readonly (readonly [Side, number])[] = [
  ['us', COM_PORT],
  ['us', BINARY],
  ['them', BINARY],
  ['us', SUPPRESS_GO_AHEAD],
  ['them', SUPPRESS_GO_AHEAD],
];
const NEEDED: readonly (readonly [Side, number, string])[] = [
  ['us', COM_PORT, 'It does not take settings of a port (COM-PORT-OPTION).'],
  ['us', BINARY, 'It does not take all byte values (BINARY).'],
  ['them', BINARY, 'It does not send all byte values (BINARY).'],
];
/** A UART's divider seldom meets a rate exactly; beyond 3 % the bytes are damaged. */
const RATE_TOLERANCE = 0.03;
const NAME = 'Adder';

export function startClient(baudRate: number): ClientStep {
  let options = NO_OPTIONS;
  const requests: Uint8Array[] = [];
  for (const [side, option] of ASKED) {
    const step = ask(options, side, option);
    options = step.options;
    requests.push(...step.replies);
  }
  const state: ClientState = {
    phase: 'negotiating',
    baudRate,
    telnet: TELNET_START,
    options,
    lines: {},
    absent: [],
    hasModemLines: false,
    unanswered: [],
  };
  return { state, effects: [{ kind: 'send', bytes: concat(...requests) }] };
}

/** Never throws, whatever the bytes are. An ended client does nothing more. */
export function nextClient(state: ClientState, input: ClientInput): ClientStep {
  if (state.phase === 'ended') return { state, effects: [] };
  switch (input.kind) {
    case 'bytes': {
      const { state: telnet, events } = readTelnet(state.telnet, input.bytes);
      const effects: ClientEffect[] = [];
      let current: ClientState = { ...state, telnet };
      for (const event of events) {
        const step = onEvent(current, event);
        current = step.state;
        effects.push(...step.effects);
      }
      return { state: current, effects };
    }
    case 'lines':
      return setLines(state, input.lines);
    case 'release': {
      const { dtr, rts, break: brk } = state.lines;
      return setLines(state, {
        ...(brk && { break: false }),
        ...(rts && { rts: false }),
        ...(dtr && { dtr: false }),
      });
    }
    case 'timeout':
      return fail(state, 'no-rfc2217', whatIsMissing(state));
  }
}

function onEvent(state: ClientState, event: TelnetEvent): ClientStep {
  if (state.phase === 'ended') return { state, effects: [] };
  switch (event.kind) {
    case 'data':
      return { state, effects: [event] };
    case 'option': {
      const { options, replies } = answer(state.options, event.verb, event.option);
      const step = negotiated({ ...state, options });
      return { ...step, effects: [...replies.map(send), ...step.effects] };
    }
    case 'sub':
      return event.option === COM_PORT ? onNotice(state, readNotice(event.bytes)) : idle(state);
    case 'command':
    case 'discarded':
      return idle(state);
  }
}

/** An option has changed, or was refused. */
function negotiated(state: ClientState): ClientStep {
  const statuses = NEEDED.map(([side, option]) => statusOf(state.options, side, option));
  if (statuses.some((status) => status === 'refused' || status === 'off'))
    return fail(state, 'no-rfc2217', whatIsMissing(state));
  if (state.phase !== 'negotiating' || statuses.includes('asked')) return idle(state);
  const settings = [
    ...PLAIN_LINE,
    PURGE_TRANSMIT,
    askLine('dtr'),
    askLine('rts'),
    setBaudRate(state.baudRate), // the last: its answer is awaited
  ];
  return { state: { ...state, phase: 'configuring' }, effects: [sendAll(settings)] };
}

function onNotice(state: ClientState, notice: ComPortNotice): ClientStep {
  switch (notice.kind) {
    case 'baud-rate':
      return state.phase === 'configuring' ? configured(state, notice.baudRate) : idle(state);
    case 'line':
      return onLine(state, notice.line, notice.on);
    case 'no-line':
      if (state.absent.includes(notice.line)) return idle(state);
      return idle({ ...state, absent: [...state.absent, notice.line] });
    case 'modem-state':
      return idle({ ...state, hasModemLines: true });
    case 'suspend':
    case 'resume':
      return { state, effects: [{ kind: 'flow', stopped: notice.kind === 'suspend' }] };
    case 'signature-wanted':
      return { state, effects: [sendAll([signature(NAME)])] };
    case 'line-state': // asked not to be told; some servers tell all the same
    case 'signature':
    case 'done':
    case 'unknown':
      return idle(state);
  }
}

function configured(state: ClientState, baudRate: number): ClientStep {
  if (Math.abs(baudRate - state.baudRate) > state.baudRate * RATE_TOLERANCE) {
    const detail = `The port runs at ${baudRate} baud, not at ${state.baudRate}.`;
    return fail(state, 'wrong-rate', detail);
  }
  const ready: ClientState = { ...state, phase: 'ready' };
  const down = {
    ...(isDown(state, 'dtr') && { dtr: true }),
    ...(isDown(state, 'rts') && { rts: true }),
  };
  const step = Object.keys(down).length === 0 ? idle(ready) : setLines(ready, down);
  return { ...step, effects: [...step.effects, { kind: 'ready' }] };
}

function isDown({ lines, absent, hasModemLines }: ClientState, line: Line): boolean {
  return (
    lines[line] === false || (lines[line] === undefined && hasModemLines && !absent.includes(line))
  );
}

function onLine(state: ClientState, line: Line, on: boolean): ClientStep {
  const unanswered = state.unanswered.filter((one) => one !== line);
  const settled = state.unanswered.length > 0 && unanswered.length === 0;
  return {
    state: { ...state, lines: { ...state.lines, [line]: on }, unanswered },
    effects: settled ? [{ kind: 'lines-set' }] : [],
  };
}

/** Each is a command of its own, but all go out in one piece, in an order that never has RTS alone on the way. */
function setLines(state: ClientState, wanted: LineStates): ClientStep {
  if (state.phase !== 'ready') return idle(state);
  const order: readonly Line[] = wanted.rts ? ['break', 'dtr', 'rts'] : ['break', 'rts', 'dtr'];
  const changes = order.flatMap((line) => {
    const on = wanted[line];
    return on === undefined ? [] : [{ line, on }];
  });
  if (changes.length === 0) return { state, effects: [{ kind: 'lines-set' }] };
  return {
    state: {
      ...state,
      lines: { ...state.lines, ...wanted },
      unanswered: changes.map(({ line }) => line),
    },
    effects: [sendAll(changes.map(({ line, on }) => setLine(line, on)))],
  };
}

function whatIsMissing(state: ClientState): string {
  const missing = NEEDED.find(([side, option]) => statusOf(state.options, side, option) !== 'on');
  return missing?.[2] ?? 'It does not say at which rate the port runs.';
}

function fail(state: ClientState, reason: ClientFailure, detail: string): ClientStep {
  return { state: { ...state, phase: 'ended' }, effects: [{ kind: 'failed', reason, detail }] };
}

function idle(state: ClientState): ClientStep {
  return { state, effects: [] };
}

function send(bytes: Uint8Array): ClientEffect {
  return { kind: 'send', bytes };
}

function sendAll(requests: readonly Uint8Array[]): ClientEffect {
  return send(concat(...requests.map((request) => subCommand(COM_PORT, request))));
}
