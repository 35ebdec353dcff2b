// The seam between a program of this computer and what speaks through it. A board outlives its soft resets, a program ends
// at them; who knows what the program is (protocol/micropython-lives.ts knows MicroPython's) says what its end means and what the
// link shows of a new beginning. This file and process.ts know only that a program has one life after the other.

export type LifeInput =
  /** The program said this. */
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** Something was sent to the program. */
  | { readonly kind: 'input' }
  /** The program has ended and all its output was given. `undefined`: it was ended by a signal. */
  | { readonly kind: 'ended'; readonly exitCode: number | undefined };

export type LifeEffect =
  /** What the link brings to whoever listens. */
  | { readonly kind: 'show'; readonly bytes: Uint8Array }
  /** Goes to the program before all that waits for it. */
  | { readonly kind: 'type'; readonly bytes: Uint8Array }
  /** Answers `ended`: the program is started again; what is sent meanwhile waits for `ready`. Without it the link is lost. */
  | { readonly kind: 'restart' }
  /** Answers `ended` where the exit code alone would not tell a person why the link is lost. */
  | { readonly kind: 'over'; readonly why: string }
  /** What was sent meanwhile may go to the program. */
  | { readonly kind: 'ready' };

export interface LifeStep<State> {
  readonly state: State;
  readonly effects: readonly LifeEffect[];
}

/** A pure machine, as those of the protocol layer are. */
export interface Lives<State> {
  readonly start: State;
  readonly next: (state: State, input: LifeInput) => LifeStep<State>;
}
