// What one kind of link has to bring along; PipeTransport makes a Transport of it. A driver knows its port, process or
// thread and nothing of listeners, queues, aborts or how often it may be opened: those rules are kept in one place.

import type { AdderError } from '../../shared/errors';
import type { LinkTraits, SimulatedParts } from './transport';
import type { WholeFileChannel } from './whole-files';

/** Where a driver reports to. */
export interface LinkEvents {
  bytes(bytes: Uint8Array): void;
  /** The link has ended by itself. All its bytes were reported before. */
  lost(error: AdderError): void;
}

export interface Signals {
  readonly dtr?: boolean;
  readonly rts?: boolean;
  readonly break?: boolean;
}

export interface LinkDriver {
  /** May become more precise while opening. */
  readonly link: LinkTraits;
  readonly parts?: SimulatedParts | undefined;
  readonly files?: WholeFileChannel | undefined;
  /** Larger writes go out in pieces of this size, between which they can be aborted. */
  readonly chunkBytes: number;
  /** Called once. When it rejects it has released all it took. An abort may be answered late. */
  open(events: LinkEvents, signal: AbortSignal): Promise<void>;
  /** Called with one piece at a time; resolves when the link has accepted it. */
  send(bytes: Uint8Array): Promise<void>;
  pause(): void;
  resume(): void;
  setSignals?(signals: Signals): Promise<void>;
  /** Called once after an `open` that resolved, also when the link is lost. Releases everything. */
  close(): Promise<void>;
}
