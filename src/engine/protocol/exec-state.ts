// The state of one program's way through the raw REPL (exec.ts draws it), and the small steps that both halves of it use:
// exec-source.ts hands the source over, exec-answer.ts takes the answer apart.

import { EMPTY, tail } from './bytes';
import type { Effect, Failure, Step } from './machine';

export type RawPaste = 'yes' | 'no' | 'unknown';

export interface Executed {
  /** The traceback, as sent. */
  readonly stderr: Uint8Array;
  /** What was learned about raw paste. */
  readonly rawPaste: RawPaste;
}

export interface Pasting {
  readonly name: 'pasting';
  /** The board's window, bytes. */
  readonly size: number;
  /** How much may be sent now. */
  readonly room: number;
  readonly sent: number;
  /** What the board has certainly taken. */
  readonly taken: number;
}

export interface Plain {
  readonly name: 'plain';
  /** The prompt behind a refused raw paste may come first; not all ports print it. */
  readonly prompt: boolean;
}

export interface Compiling {
  readonly name: 'compiling';
  /** How many windows the board has yet to acknowledge; undefined where nobody counts. */
  readonly due: number | undefined;
}

export type Phase =
  | { readonly name: 'asking' | 'output' | 'errors' | 'ending' | 'rebooting' }
  | Plain
  | Pasting
  | Compiling;

export interface ExecState {
  readonly phase: Phase;
  readonly rawPaste: RawPaste;
  /** Seen and not yet explained. */
  readonly pending: Uint8Array;
  /** What came behind the 04 that seems to end the output. */
  readonly errors: Uint8Array;
  /** An interrupt is wanted as soon as the program runs: earlier, Ctrl-C would mean something else. */
  readonly cancelled: boolean;
  /** Ctrl-C was sent. */
  readonly interrupted: boolean;
  /** The source went by raw paste. */
  readonly pasted: boolean;
  /** The board said that it has the source, and has not acknowledged all of it: it found a fault early, or its word is damaged. */
  readonly early: boolean;
  /** What looked like the end marks was none, or is damaged. */
  readonly behindEnd: boolean;
  /** The last bytes of the output. */
  readonly printed: Uint8Array;
}

export type ExecStep = Step<ExecState, Executed>;
export type ExecEffect = Effect<Executed>;

export function initialState(rawPaste: RawPaste): ExecState {
  return {
    phase: { name: 'asking' },
    rawPaste,
    pending: EMPTY,
    errors: EMPTY,
    cancelled: false,
    interrupted: false,
    pasted: false,
    early: false,
    behindEnd: false,
    printed: EMPTY,
  };
}

export function drop(state: ExecState, count: number): ExecState {
  return { ...state, pending: state.pending.subarray(count) };
}

/** Drops that many bytes, and tells that they belonged to no answer. */
export function discard(state: ExecState, count: number): ExecStep {
  const bytes = state.pending.subarray(0, count);
  return { state: drop(state, count), effects: [{ kind: 'discarded', bytes }] };
}

export function unexpected(state: ExecState, during: string): ExecStep {
  return failed(state, 'unexpected', during);
}

export function failed(state: ExecState, reason: Failure['reason'], during: string): ExecStep {
  const seen = tail(state.pending.length > 0 ? state.pending : state.errors, 256);
  const failure = { reason, during: `waiting for ${during}`, seen };
  return { state, effects: [{ kind: 'failed', failure }] };
}
