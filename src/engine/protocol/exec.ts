// One program through the raw REPL: hand the source over, collect what it prints and its traceback (`pyexec.c`,
// do_reader_stdin and pyexec_raw_repl; the wire is described in MicroPython's reference, "Raw mode and raw-paste mode").
//
//              start
//   short source │ long source, or raw paste not yet ruled out
//     ┌──────────┴───────────┐
//     │ source 04            │ 05 'A' 01
//     ▼                      ▼
//   plain ◀── "R\0" or ──  asking
//     │       anything else  │ "R" 01 window:u16
//     │ "OK"                 ▼
//     │                   pasting ── 01: the window grows by its size, send on
//     │                      │    ── 04: the board gives up early (syntax error): answer 04 ──▶ output
//     │                      │ all sent: 04
//     │                      ▼
//     │                   compiling
//     │                      │ 04
//     └─────────▶ output ◀───┘
//                   │ 04            (bytes before it are the program's output)
//                   ▼
//                errors ── 04 ──▶ ending ── ">" ──▶ done
//
// A program may print the byte 04 itself. Then what looked like its errors was output: `ending` sees something else than ">"
// (or `errors` grows too long or falls silent), gives those bytes out as output and goes on. Only a program that prints
// 04 ... 04 ">" can still deceive.

import { concat, CTRL_A, CTRL_C, CTRL_D, CTRL_E, EMPTY, indexOf, latin1, tail } from './bytes';
import type { Effect, Failure, Machine, Step } from './machine';

export type RawPaste = 'yes' | 'no' | 'unknown';

export interface ExecMachineOptions {
  /** Must not contain 0x03 or 0x04, which the raw REPL takes as commands; see `rawSafe`. */
  readonly source: Uint8Array;
  readonly rawPaste: RawPaste;
  /**
   * Sources up to this many bytes go by the plain raw REPL in one write, which saves a round trip. It must be
   * below the board's receive buffer.
   */
  readonly plainLimit: number;
  /**
   * Bytes that the link may carry and the board not have taken yet (`LinkTraits.inFlight`). The board offers two windows of raw
   * paste, together as large as its receive buffer is said to be, and the byte that ends the paste comes on top.
   */
  readonly inFlight: number;
}

export interface Executed {
  /** The traceback, as sent. */
  readonly stderr: Uint8Array;
  /** What was learned about raw paste. */
  readonly rawPaste: RawPaste;
}

/** How long a board may think before it answers to a command, ms. */
const ANSWER_MS = 3000;
/** Compiling a large program on a slow board takes its time, ms. */
const COMPILE_MS = 20_000;
/** Silence inside what looks like a traceback, ms. */
const ERRORS_MS = 1000;
/** No traceback is longer. */
const MAX_ERRORS = 64 * 1024;

/** The prompt of the raw REPL, ">". */
const PROMPT = 0x3e;
const OLD_ANSWER = '\r\nraw REPL; CTRL-B to exit\r\n>';

type Phase =
  | { readonly name: 'asking' | 'plain' | 'compiling' | 'output' | 'errors' | 'ending' }
  | {
      readonly name: 'pasting';
      readonly size: number;
      readonly room: number;
      readonly sent: number;
      /** What the board has certainly taken. Below 0 until the first 01, which takes nothing: it opens a second window. */
      readonly taken: number;
    };

type Pasting = Extract<Phase, { name: 'pasting' }>;

interface State {
  readonly phase: Phase;
  readonly rawPaste: RawPaste;
  /** Seen and not yet explained. */
  readonly pending: Uint8Array;
  readonly errors: Uint8Array;
  /** An interrupt is wanted as soon as the program runs: earlier, Ctrl-C would mean something else. */
  readonly cancelled: boolean;
}

/** May this source go through the raw REPL as it is? */
export function rawSafe(source: Uint8Array): boolean {
  return indexOf(source, CTRL_C) < 0 && indexOf(source, CTRL_D) < 0;
}

export function execProgram(options: ExecMachineOptions): Machine<State, Executed> {
  const { source } = options;

  function plainFirst(): boolean {
    if (options.rawPaste === 'no') return true;
    return (
      source.length <= options.plainLimit &&
      [CTRL_A, 0x02, CTRL_E].every((command) => indexOf(source, command) < 0)
    );
  }

  function sendPlain(state: State): Step<State, Executed> {
    return {
      state: { ...state, phase: { name: 'plain' } },
      effects: [
        { kind: 'send', bytes: concat(source, Uint8Array.of(CTRL_D)) },
        { kind: 'timer', ms: COMPILE_MS },
      ],
    };
  }

  /** Sends as much as the window and the link let through, and the end mark behind the last byte. */
  function paste(
    state: State,
    { size, room, sent, taken }: Omit<Pasting, 'name'>,
  ): Step<State, Executed> {
    // A board says what it took in whole windows: less than one on its way would wait for ever.
    const carried = Math.max(size, options.inFlight - 1) + Math.max(taken, 0);
    const upTo = Math.min(source.length, sent + room, carried);
    const whole = upTo === source.length;
    const bytes = source.subarray(sent, upTo);
    const effects: Effect<Executed>[] = [];
    if (whole) effects.push({ kind: 'send', bytes: concat(bytes, Uint8Array.of(CTRL_D)) });
    else if (bytes.length > 0) effects.push({ kind: 'send', bytes });
    effects.push({ kind: 'timer', ms: whole ? COMPILE_MS : ANSWER_MS });
    const phase: Phase = whole
      ? { name: 'compiling' }
      : { name: 'pasting', size, room: room - bytes.length, sent: upTo, taken };
    return { state: { ...state, phase }, effects };
  }

  /** Takes `state.pending` apart as far as it goes. */
  function advance(state: State): Step<State, Executed> {
    const effects: Effect<Executed>[] = [];
    let current = state;
    for (;;) {
      const step = one(current);
      if (step === undefined) return { state: current, effects };
      effects.push(...step.effects);
      current = step.state;
      const last = step.effects.at(-1)?.kind;
      if (last === 'done' || last === 'failed') return { state: current, effects };
    }
  }

  /** One transition, or undefined when more bytes are needed. */
  function one(state: State): Step<State, Executed> | undefined {
    const { phase, pending } = state;
    if (pending.length === 0) return undefined;
    switch (phase.name) {
      case 'asking':
        return asking(state);
      case 'pasting':
        return pasting(state, phase);
      case 'plain': {
        // The prompt behind a refused raw paste.
        if (pending[0] === PROMPT) return { state: drop(state, 1), effects: [] };
        if (pending.length < 2) return undefined;
        if (latin1(pending.subarray(0, 2)) !== 'OK') return unexpected(state, 'the answer OK');
        return started(state, pending.subarray(2));
      }
      case 'compiling': {
        // Acknowledgements of earlier windows may still be on their way.
        if (pending[0] === CTRL_A) return { state: drop(state, 1), effects: [] };
        if (pending[0] !== CTRL_D) return unexpected(state, 'the end of the compilation');
        return started(state, pending.subarray(1));
      }
      case 'output': {
        const end = indexOf(pending, CTRL_D);
        const bytes = end < 0 ? pending : pending.subarray(0, end);
        const effects: Effect<Executed>[] = bytes.length > 0 ? [{ kind: 'output', bytes }] : [];
        if (end < 0) return { state: { ...state, pending: EMPTY }, effects };
        return {
          state: { ...state, phase: { name: 'errors' }, pending: pending.subarray(end + 1) },
          effects: [...effects, { kind: 'timer', ms: ERRORS_MS }],
        };
      }
      case 'errors': {
        const end = indexOf(pending, CTRL_D);
        const errors = concat(state.errors, end < 0 ? pending : pending.subarray(0, end));
        if (end < 0 && errors.length > MAX_ERRORS)
          return wasOutput({ ...state, errors, pending: EMPTY });
        if (end < 0)
          return {
            state: { ...state, errors, pending: EMPTY },
            effects: [{ kind: 'timer', ms: ERRORS_MS }],
          };
        return {
          state: {
            ...state,
            phase: { name: 'ending' },
            errors,
            pending: pending.subarray(end + 1),
          },
          effects: [{ kind: 'timer', ms: ERRORS_MS }],
        };
      }
      case 'ending': {
        if (pending[0] === PROMPT) {
          const result = { stderr: state.errors, rawPaste: state.rawPaste };
          return { state, effects: [{ kind: 'done', result, rest: pending.subarray(1) }] };
        }
        // What looked like errors was output of a program that prints 04; its errors may come now.
        return {
          state: { ...state, phase: { name: 'errors' }, errors: EMPTY },
          effects: [
            { kind: 'output', bytes: concat(Uint8Array.of(CTRL_D), state.errors) },
            { kind: 'timer', ms: ERRORS_MS },
          ],
        };
      }
    }
  }

  function asking(state: State): Step<State, Executed> | undefined {
    const text = latin1(state.pending);
    if (text.startsWith('R\x01')) {
      if (state.pending.length < 4) return undefined;
      const size = (state.pending[2] ?? 0) + 256 * (state.pending[3] ?? 0);
      if (size === 0) return unexpected(state, 'a window for raw paste');
      const known: State = { ...drop(state, 4), rawPaste: 'yes' };
      if (state.cancelled) return abandon(known);
      return paste(known, { size, room: size, sent: 0, taken: -size });
    }
    // Understood but not supported; a prompt follows on most ports, not on all.
    if (text.startsWith('R\x00')) return fallBack(drop(state, 2));
    if (text === 'R') return undefined;
    // Firmware before 1.14 takes the 01 as "enter the raw REPL" and prints its banner again.
    if (text.startsWith(OLD_ANSWER)) return fallBack(drop(state, OLD_ANSWER.length));
    const short = OLD_ANSWER.slice(2);
    if (text.startsWith(short)) return fallBack(drop(state, short.length));
    if (OLD_ANSWER.startsWith(text) || short.startsWith(text)) return undefined;
    return unexpected(state, 'an answer to raw paste');
  }

  function fallBack(state: State): Step<State, Executed> {
    if (!state.cancelled) return sendPlain({ ...state, rawPaste: 'no' });
    const result = { stderr: EMPTY, rawPaste: 'no' as const };
    return { state, effects: [{ kind: 'done', result, rest: state.pending }] };
  }

  function pasting(state: State, phase: Pasting): Step<State, Executed> {
    const { size } = phase;
    switch (state.pending[0]) {
      case CTRL_A:
        return paste(drop(state, 1), {
          ...phase,
          room: phase.room + size,
          taken: phase.taken + size,
        });
      case CTRL_D: {
        const step = started(state, state.pending.subarray(1));
        return {
          ...step,
          effects: [{ kind: 'send', bytes: Uint8Array.of(CTRL_D) }, ...step.effects],
        };
      }
      default:
        return unexpected(state, 'flow control of raw paste');
    }
  }

  function started(state: State, pending: Uint8Array): Step<State, Executed> {
    const effects: Effect<Executed>[] = [{ kind: 'timer', ms: undefined }, { kind: 'started' }];
    if (state.cancelled) effects.push({ kind: 'send', bytes: Uint8Array.of(CTRL_C) });
    return { state: { ...state, phase: { name: 'output' }, pending, cancelled: false }, effects };
  }

  /** Ctrl-C inside raw paste ends the paste; the board answers as at its end, with a KeyboardInterrupt. */
  function abandon(state: State): Step<State, Executed> {
    return {
      state: { ...state, phase: { name: 'compiling' }, cancelled: false },
      effects: [
        { kind: 'send', bytes: Uint8Array.of(CTRL_C) },
        { kind: 'timer', ms: ANSWER_MS },
      ],
    };
  }

  function wasOutput(state: State): Step<State, Executed> {
    return {
      state: { ...state, phase: { name: 'output' }, errors: EMPTY },
      effects: [
        { kind: 'output', bytes: concat(Uint8Array.of(CTRL_D), state.errors) },
        { kind: 'timer', ms: undefined },
      ],
    };
  }

  function timedOut(state: State): Step<State, Executed> {
    switch (state.phase.name) {
      case 'errors':
        return wasOutput(state);
      case 'ending':
        return wasOutput({
          ...state,
          errors: concat(state.errors, Uint8Array.of(CTRL_D)),
        });
      default:
        return failed(state, 'timeout', `an answer (${state.phase.name})`);
    }
  }

  function interrupted(state: State): Step<State, Executed> {
    switch (state.phase.name) {
      case 'pasting':
        return abandon(state);
      case 'output':
      case 'errors':
        return { state, effects: [{ kind: 'send', bytes: Uint8Array.of(CTRL_C) }] };
      case 'ending':
        return { state, effects: [] };
      default:
        return { state: { ...state, cancelled: true }, effects: [] };
    }
  }

  const initial: State = {
    phase: { name: 'asking' },
    rawPaste: options.rawPaste,
    pending: EMPTY,
    errors: EMPTY,
    cancelled: false,
  };

  return {
    start: () =>
      plainFirst()
        ? sendPlain(initial)
        : {
            state: initial,
            effects: [
              { kind: 'send', bytes: Uint8Array.of(CTRL_E, 0x41, CTRL_A) },
              { kind: 'timer', ms: ANSWER_MS },
            ],
          },
    next: (state, input) => {
      switch (input.kind) {
        case 'bytes':
          return advance({ ...state, pending: concat(state.pending, input.bytes) });
        case 'timeout':
          return timedOut(state);
        case 'interrupt':
          return interrupted(state);
      }
    },
  };
}

function drop(state: State, count: number): State {
  return { ...state, pending: state.pending.subarray(count) };
}

function unexpected(state: State, during: string): Step<State, Executed> {
  return failed(state, 'unexpected', during);
}

function failed(state: State, reason: Failure['reason'], during: string): Step<State, Executed> {
  const seen = tail(state.pending, 256);
  return {
    state,
    effects: [
      { kind: 'discarded', bytes: state.pending },
      { kind: 'failed', failure: { reason, during: `waiting for ${during}`, seen } },
    ],
  };
}
