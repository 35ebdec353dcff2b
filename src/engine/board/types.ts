// The words of the board layer: what a caller gives to an operation and what comes back.

import type { Progress } from '../../shared/board';

/**
 * Receives bytes. A returned promise asks the sender to wait: the board is held back until it settles. Anything else that is returned plays no part, so
 * that `(bytes) => process.stdout.write(bytes)` is one.
 */
export type ByteSink = (bytes: Uint8Array) => unknown;

/** What every operation on a board takes. */
export interface OperationOptions {
  /** Ends the operation with `aborted`, also while it waits for its turn. The board is usable afterwards. */
  readonly signal?: AbortSignal;
  /**
   * May this operation stop a running program? `false` (the default): a busy board rejects with `board-busy`
   * and the program goes on.
   */
  readonly interrupt?: boolean;
}

/** How code is run for its result. */
export interface ExecOptions extends OperationOptions {
  /** Gets the program's output as it comes. Without it the output is only in the result. */
  readonly onOutput?: ByteSink;
}

/** How a program is run for a person. */
export interface RunOptions extends OperationOptions {
  /** Soft-reset first, so that nothing of an earlier program is left (default: true where the link survives it). */
  readonly fresh?: boolean;
  /** The program's name, for its traceback: the firmware itself can only say `<stdin>`. */
  readonly name?: string;
}

/** How a program has ended. */
export interface ExecResult {
  /** What the program printed, as bytes of the wire (lines end in CRLF on most boards). Empty when `onOutput` took it. */
  readonly stdout: Uint8Array;
  /** The traceback, or '' when the program ended well. */
  readonly stderr: string;
}

/** What transfers take besides. */
export interface TransferOptions extends OperationOptions {
  /** Called as the transfer goes on. */
  readonly onProgress?: (progress: Progress) => void;
}
