// What every protocol machine of the engine is: a pure transition function. It gets an input, answers with the next
// state and a list of effects, and never touches a link, a clock or a promise. `drive.ts` in the board layer runs it.

export type Input =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** The timer that the machine last asked for ran out. */
  | { readonly kind: 'timeout' }
  /** A person or an abort signal wants the board to stop what it does. */
  | { readonly kind: 'interrupt' };

export type Effect<Result> =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** Output of the running program. */
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** The program is received and runs: what is sent now is its input. */
  | { readonly kind: 'started' }
  /** Bytes that belong to no answer: what a program printed before it was interrupted, a banner, noise. */
  | { readonly kind: 'discarded'; readonly bytes: Uint8Array }
  /** Restarts the machine's one timer, or stops it. */
  | { readonly kind: 'timer'; readonly ms: number | undefined }
  /** The end. `rest` came behind the answer and belongs to the next reader. */
  | { readonly kind: 'done'; readonly result: Result; readonly rest: Uint8Array }
  /** The end as well; what is unread belongs to the next reader. */
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Failure {
  /**
   * `silent`: nothing came at all; `timeout`: nothing useful came in time; `unexpected`: something else came;
   * `no-raw-repl`: a prompt that knows no raw REPL, or no MicroPython; `not-stopped`: it talks on and on; `reset`: the board was reset, and is at its friendly prompt.
   */
  readonly reason: 'silent' | 'timeout' | 'unexpected' | 'no-raw-repl' | 'not-stopped' | 'reset';
  /** What the machine was waiting for, in words. */
  readonly during: string;
  /** The last bytes seen (at most 256). */
  readonly seen: Uint8Array;
}

export interface Step<State, Result> {
  readonly state: State;
  readonly effects: readonly Effect<Result>[];
}

export interface Machine<State, Result> {
  readonly start: () => Step<State, Result>;
  readonly next: (state: State, input: Input) => Step<State, Result>;
  /** Bytes that were taken and not explained: they go to the next reader when the machine fails or is given up. */
  readonly unread: (state: State) => Uint8Array;
}
