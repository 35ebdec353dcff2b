// What one kind of link has to bring along; PipeTransport makes a Transport of it. A driver knows its port, process or
// thread and nothing of listeners, queues, aborts or how often it may be opened: those rules are kept in one place.

import type { AdderError } from '../../shared/errors';
import type { LinkTraits, SimulatedParts } from './transport';
import type { WholeFileChannel } from './whole-files';

/** Where a driver reports to. */
export interface LinkEvents {
  /** What the board has said. Keeps no reference to bytes that the driver uses again: hand out fresh ones. */
  bytes(bytes: Uint8Array): void;
  /** The link has ended by itself. All its bytes were reported before. */
  lost(error: AdderError): void;
}

/** Lines of a serial port; what is left out stays as it is. */
export interface Signals {
  /** Data Terminal Ready. */
  readonly dtr?: boolean;
  /** Request To Send. */
  readonly rts?: boolean;
  /** The line is held at its start level. */
  readonly break?: boolean;
}

/** One kind of link. */
export interface LinkDriver {
  /** May become more precise while opening. */
  readonly link: LinkTraits;
  /** Only for a simulated board, once it is open. */
  readonly parts?: SimulatedParts | undefined;
  /** Only where the link has such a channel, once it is open. */
  readonly files?: WholeFileChannel | undefined;
  /** Larger writes go out in pieces of this size, between which they can be aborted. */
  readonly chunkBytes: number;
  /** Called once. When it rejects it has released all it took. An abort may be answered late. */
  open(events: LinkEvents, signal: AbortSignal): Promise<void>;
  /** Called with one piece at a time; resolves when the link has accepted it. */
  send(bytes: Uint8Array): Promise<void>;
  /** Holds the board back: nothing more is read from the link. */
  pause(): void;
  /** Reads on. */
  resume(): void;
  /** Only for a link that has such lines. */
  setSignals?(signals: Signals): Promise<void>;
  /** Called once after an `open` that resolved, also when the link is lost. Releases everything. */
  close(): Promise<void>;
}
