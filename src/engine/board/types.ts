// The words of the board layer: what a caller gives to an operation and what comes back.

import type { Progress } from '../../shared/board';

/** Receives bytes. A returned promise asks the sender to wait: the board is held back until it settles. */
export type ByteSink = (bytes: Uint8Array) => void | Promise<void>;

export interface OperationOptions {
  readonly signal?: AbortSignal;
  /**
   * May this operation stop a running program? `false` (the default): a busy board rejects with `board-busy`
   * and the program goes on.
   */
  readonly interrupt?: boolean;
}

export interface ExecOptions extends OperationOptions {
  /** Gets the program's output as it comes. Without it the output is only in the result. */
  readonly onOutput?: ByteSink;
}

export interface RunOptions extends OperationOptions {
  /** Soft-reset first, so that nothing of an earlier program is left (default: true where the link survives it). */
  readonly fresh?: boolean;
  /** The program's name, for its traceback: the firmware itself can only say `<stdin>`. */
  readonly name?: string;
}

export interface ExecResult {
  /** What the program printed, as bytes of the wire (lines end in CRLF on most boards). Empty when `onOutput` took it. */
  readonly stdout: Uint8Array;
  /** The traceback, or '' when the program ended well. */
  readonly stderr: string;
}

export interface TransferOptions extends OperationOptions {
  readonly onProgress?: (progress: Progress) => void;
}
