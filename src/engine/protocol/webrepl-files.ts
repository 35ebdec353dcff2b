// The file protocol of WebREPL, machines on its binary frames (`extmod/modwebrepl.c`, `webrepl_cli.py`). A request is 82 bytes, little
// endian: "WA" op:u8 flags:u8 offset:u64 size:u32 name-length:u16 name[64]; an answer is "WB" code:u16, and the code is always 0.
//
//   put      request ──▶ WB0 ──▶ `size` bytes in frames of any size ──▶ WB0
//   get      request ──▶ WB0 ──▶ ( 00 ──▶ length:u16 and so many bytes, at most 256 )* until length 0 ──▶ WB0
//   version  request ──▶ three bytes: major minor micro
//
// There is no checksum and no word for an error: a board that cannot open the file ends the session. It knows no link; whoever
// sends the data of a put runs `awaitAnswer` before and behind it.

import { concat, EMPTY, tail } from './bytes';
import type { Effect, Failure, Machine, Step } from './machine';

const OPERATION = { put: 1, get: 2, version: 3 } as const;
const REQUEST_BYTES = 82;
const NAME_AT = 18;
/** The board reads the name as a C string in 64 bytes. */
export const MAX_NAME_BYTES = 63;
/** Sizes are 32 bits. */
export const MAX_FILE_BYTES = 0xffff_ffff;

/** How long a board may take to open a file, read a block or tell its version, ms: flash may collect garbage. */
const ANSWER_MS = 15_000;
const ANSWER = Uint8Array.of(0x57, 0x42, 0, 0); // "WB" 0
const NEXT = Uint8Array.of(0);

export function fileRequest(
  operation: keyof typeof OPERATION,
  name: Uint8Array = EMPTY,
  size = 0,
): Uint8Array {
  if (name.length > MAX_NAME_BYTES || size > MAX_FILE_BYTES)
    throw new RangeError('the name or the file is too long');
  const request = Buffer.alloc(REQUEST_BYTES);
  request.write('WA', 'latin1');
  request.writeUInt8(OPERATION[operation], 2);
  request.writeUInt32LE(size, 12);
  request.writeUInt16LE(name.length, 16);
  request.set(name, NAME_AT);
  return request;
}

interface Pending {
  readonly pending: Uint8Array;
}

/** Sends the request, if there is one, and waits for "WB" 0. */
export function awaitAnswer(
  request: Uint8Array | undefined,
  during: string,
  ms = ANSWER_MS,
): Machine<Pending, undefined> {
  return receive(request, ms, ({ pending }) => takeAnswer(pending, during, undefined), during);
}

export function askVersion(): Machine<Pending, string> {
  return receive(
    fileRequest('version'),
    ANSWER_MS,
    ({ pending }) =>
      pending.length < 3
        ? undefined
        : {
            state: { pending: EMPTY },
            effects: [
              {
                kind: 'done',
                result: pending.subarray(0, 3).join('.'),
                rest: pending.subarray(3),
              },
            ],
          },
    'the version',
  );
}

interface Receiving extends Pending {
  readonly phase: 'opening' | 'blocks' | 'ending';
  readonly size: number;
}

/** Gives the file's bytes out as output, block by block; its end is known only when it comes. */
export function receiveFile(name: Uint8Array): Machine<Receiving, number> {
  const request = fileRequest('get', name);

  function one(state: Receiving): Step<Receiving, number> | undefined {
    const { pending, phase, size } = state;
    switch (phase) {
      case 'opening': {
        const wrong = notAnAnswer(pending);
        if (wrong) return failed(state, 'unexpected', 'the board to open the file');
        if (pending.length < ANSWER.length) return undefined;
        return ask({ ...state, phase: 'blocks', pending: pending.subarray(ANSWER.length) });
      }
      case 'blocks': {
        const length = (pending[0] ?? 0) + 256 * (pending[1] ?? 0);
        if (pending.length < 2 || pending.length < 2 + length) return undefined;
        const rest = pending.subarray(2 + length);
        if (length === 0)
          return {
            state: { ...state, phase: 'ending', pending: rest },
            effects: [{ kind: 'timer', ms: ANSWER_MS }],
          };
        const next = ask({ ...state, pending: rest, size: size + length });
        const bytes = pending.subarray(2, 2 + length);
        return { ...next, effects: [{ kind: 'output', bytes }, ...next.effects] };
      }
      case 'ending': {
        const step = takeAnswer(pending, 'the end of the file', size);
        return step && { state, effects: step.effects };
      }
    }
  }

  return {
    unread: (state) => state.pending,
    start: () => ({
      state: { phase: 'opening', pending: EMPTY, size: 0 },
      effects: [
        { kind: 'send', bytes: request },
        { kind: 'timer', ms: ANSWER_MS },
      ],
    }),
    next: (state, input) => {
      switch (input.kind) {
        case 'interrupt':
          return { state, effects: [] };
        case 'timeout':
          return failed(state, 'timeout', 'a block of the file');
        case 'bytes': {
          let current: Receiving = { ...state, pending: concat(state.pending, input.bytes) };
          const effects: Effect<number>[] = [];
          for (let step = one(current); step; step = one(current)) {
            effects.push(...step.effects);
            current = step.state;
            if (effects.some(({ kind }) => kind === 'done' || kind === 'failed')) break;
          }
          return { state: current, effects };
        }
      }
    },
  };
}

function ask(state: Receiving): Step<Receiving, number> {
  return {
    state,
    effects: [
      { kind: 'send', bytes: NEXT },
      { kind: 'timer', ms: ANSWER_MS },
    ],
  };
}

/** One answer of a known form, within a deadline of the whole. */
function receive<Result>(
  request: Uint8Array | undefined,
  ms: number,
  take: (state: Pending) => Step<Pending, Result> | undefined,
  during: string,
): Machine<Pending, Result> {
  return {
    unread: (state) => state.pending,
    start: () => ({
      state: { pending: EMPTY },
      effects: [
        ...(request ? [{ kind: 'send', bytes: request } as const] : []),
        { kind: 'timer', ms },
      ],
    }),
    next: (state, input) => {
      switch (input.kind) {
        case 'interrupt':
          return { state, effects: [] };
        case 'timeout':
          return failed(state, 'timeout', during);
        case 'bytes': {
          const next = { pending: concat(state.pending, input.bytes) };
          return take(next) ?? { state: next, effects: [] };
        }
      }
    },
  };
}

function takeAnswer<Result>(
  pending: Uint8Array,
  during: string,
  result: Result,
): Step<Pending, Result> | undefined {
  if (notAnAnswer(pending)) return failed({ pending }, 'unexpected', during);
  if (pending.length < ANSWER.length) return undefined;
  const rest = pending.subarray(ANSWER.length);
  return { state: { pending: EMPTY }, effects: [{ kind: 'done', result, rest }] };
}

function notAnAnswer(pending: Uint8Array): boolean {
  return pending.subarray(0, ANSWER.length).some((byte, at) => byte !== ANSWER[at]);
}

function failed<State extends Pending, Result>(
  state: State,
  reason: Failure['reason'],
  during: string,
): Step<State, Result> {
  const failure = { reason, during: `waiting for ${during}`, seen: tail(state.pending, 256) };
  return { state, effects: [{ kind: 'failed', failure }] };
}
