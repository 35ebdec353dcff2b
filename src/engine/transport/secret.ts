// A password that a board asks for, as it is asked of whoever runs the engine (TransportHost.secret in transport.ts). It is
// never part of an address, an error or a recording.

/** What is asked for. */
export interface SecretRequest {
  /** The canonical address of the board. */
  readonly address: string;
  /** The one given before was not accepted. */
  readonly wrong: boolean;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** The answer. */
export interface Secret {
  /** The password. */
  readonly value: string;
  /** Called when the board has accepted it: the moment to remember it. */
  readonly accepted?: () => void;
}
