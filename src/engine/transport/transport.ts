// The lowest layer of the engine: bytes in, bytes out. A transport owns one link (a port, a process, a worker) and
// knows nothing of the REPL above it. Every kind of link passes the one compliance suite in
// tests/integration/transport; a new kind is one file here and one line in the resolver.

import type { AdderError } from '../../shared/errors';
import type { PinState } from '../../shared/pins';
import type { Unsubscribe } from '../../shared/unsubscribe';
import type { BluetoothLauncher } from './ble/process';
import type { Signals } from './driver';
import type { SecretRequest, Secret } from './secret';
import type { WholeFileChannel } from './whole-files';

/** What calls to a link take. */
export interface AbortOptions {
  /** Ends the call with `aborted`. */
  readonly signal?: AbortSignal;
}

/** What a transport may need from who runs the engine: the app or the command. */
export interface TransportHost {
  /** Where Adder keeps its data on this computer; virtual boards live in it. */
  readonly dataDirectory: string;
  /** Who holds the board, for the one who comes second: "the Adder app". */
  readonly holder: string;
  /** The size of the file system of a virtual board, bytes; 2 MB unless told otherwise. */
  readonly virtualBoardBytes?: number;
  /** A virtual board is switched on without running its boot.py and main.py. */
  readonly virtualBoardBare?: boolean;
  /** Starts the process that talks to Bluetooth; without it there are no `ble:` links. */
  readonly launchBluetooth?: BluetoothLauncher;
  /**
   * Asks for a password: a person, the environment, the system's keychain. `undefined` is a person who gives none, which cancels the
   * opening. It may reject with a code of its own. Without it, links that need a password do not open (`password-needed`).
   */
  readonly secret?: (request: SecretRequest) => Promise<Secret | undefined>;
}

/** What the layers above must know about a link, without knowing which link it is. */
export interface LinkTraits {
  /**
   * How many bytes may be sent before the board has taken the earlier ones, `Infinity` where the link holds the
   * sender back by itself (USB with flow control, a pipe, the virtual board). A UART has none: what exceeds the board's
   * receive buffer is lost (256 bytes on most ports, `MICROPY_HW_UART_RXBUF` and ports' `stdin_ringbuf`).
   */
  readonly inFlight: number;
  /** What the line carries, bytes a second each way, where that is known: a UART's baud rate says it. */
  readonly bytesPerSecond?: number;
  /** Every byte value passes unchanged in both directions. */
  readonly eightBitClean: boolean;
  /** Opening the link may reset the board (boards whose DTR/RTS lines drive reset). */
  readonly resetsOnOpen: boolean;
  /** The link outlives a soft reset. False for WebREPL, whose server ends, and for a process that ends then. */
  readonly survivesSoftReset: boolean;
  /**
   * What is at the other end is started by opening the link, and is not to be interrupted before it has said something: an
   * early Ctrl-C ends a program of this computer that is just starting.
   */
  readonly speaksFirst?: boolean;
}

/** The parts of a board that is simulated: what a person would see and touch on a real one. */
export interface SimulatedParts {
  /** The pins that a program has set up. */
  pins(): readonly PinState[];
  /** Changes of pins, the last state always comes. */
  onPins(listener: (changed: readonly PinState[]) => void): Unsubscribe;
  /** Drives an input from outside, as a finger on a button does. */
  setInput(pin: number, value: 0 | 1): void;
}

/** Why a link is no more. */
export type CloseReason =
  | {
      /** By `close()`. */
      readonly kind: 'closed';
    }
  | {
      /** Unplugged, ended, broken. */
      readonly kind: 'lost';
      /** Mostly `link-lost`, with what is known of why. */
      readonly error: AdderError;
    };

/**
 * A single-use duplex byte pipe: open once, close once; reconnecting makes a new one.
 *
 * - `open` rejects with a code of its own (`port-not-found`, `port-denied`, `port-busy`, `board-in-use`, `process-failed`, ...)
 *   and with `aborted`; after a rejection the transport is closed and holds nothing.
 * - `write` resolves when the link accepted the bytes (back-pressure). Writes are sent in call order. It rejects with
 *   `link-lost` or `link-closed` when the link is gone, and with `aborted`; an aborted write may have sent a part.
 * - Bytes that arrive before the first listener, or while paused, are kept, also beyond the end of the link; when many
 *   are kept the link holds the board back.
 * - `closed` settles once, also when `open` failed, and every pending write rejects then.
 */
export interface Transport {
  /** The canonical address this was made from. */
  readonly address: string;
  /** Final once `open` has resolved; before, the most careful guess. */
  readonly link: LinkTraits;
  /** Only on a simulated board, and only once it is open. */
  readonly parts?: SimulatedParts | undefined;
  /** Only on links that have one, and only once it is open. */
  readonly files?: WholeFileChannel | undefined;
  /** Once only. */
  open(options?: AbortOptions): Promise<void>;
  /** Resolves when the link has accepted the bytes. */
  write(bytes: Uint8Array, options?: AbortOptions): Promise<void>;
  /** Resolves when what is written goes out again; undefined where it does, as always with links that have no turns. */
  busy?(): Promise<void> | undefined;
  /** Calls the listener with what the board says, in packets of any size. All listeners get all. */
  onBytes(listener: (bytes: Uint8Array) => void): Unsubscribe;
  /** Stops the flow of incoming bytes: the link holds the board back, nothing is dropped here. */
  pause(): void;
  /** Lets the bytes flow again. */
  resume(): void;
  /** Settles once, with how the link has ended. Never rejects. */
  readonly closed: Promise<CloseReason>;
  /** Only on links that have such lines. Tolerates links that refuse them (a pty). */
  setSignals?(signals: Signals): Promise<void>;
  /** Idempotent; never rejects. Resets no board (RTS drops before DTR). */
  close(): Promise<void>;
}
