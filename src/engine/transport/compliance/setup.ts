// What the author of a transport brings to the compliance checks: how to make a link with a peer of a given behaviour at its other end, and
// in which ways it does not open.

import type { ErrorCode } from '../../../shared/errors';
import type { Transport } from '../transport';

/**
 * What the peer at the other end does.
 * - `echo`: sends back every byte
 * - `flood`: sends the first 1,000,000 bytes of `compliancePattern` unasked, then echoes
 * - `deaf`: reads nothing
 */
export type ComplianceBehaviour = 'echo' | 'flood' | 'deaf';

/** A link to check, and its peer. */
export interface ComplianceRig {
  /** Not opened yet. */
  readonly transport: Transport;
  /** Called once the transport is open and nobody listens; resolves when the peer behaves as wanted. */
  ready(): Promise<void>;
  /** Ends the peer, as unplugging a board does. */
  endPeer(): void;
  /** Releases what the transport does not own. */
  dispose(): Promise<void>;
}

/** A way in which a link does not open. */
export interface RefusedLink {
  /** In words, for the name of the check. */
  readonly what: string;
  /** What `open` must reject with. */
  readonly code: ErrorCode;
  /** The link, not opened yet. */
  readonly make: () => Transport | Promise<Transport>;
}

/** One kind of link. */
export interface ComplianceSetup {
  /** What it is called in the names of the checks. */
  readonly name: string;
  /** Makes a new link and its peer. */
  rig(behaviour: ComplianceBehaviour): Promise<ComplianceRig>;
  /** How much data is large, bytes: 1,000,000 unless this link's peer is slow. */
  readonly largeBytes?: number;
  /** The peer cannot end by itself: a virtual board ends only with its program. */
  readonly peerNeverEnds?: boolean;
  /** Links that do not open, and the code that says why. */
  readonly refused: readonly RefusedLink[];
}

/** One rule that every transport keeps. */
export interface ComplianceCheck {
  /** The rule, in words. */
  readonly name: string;
  /** Rejects when the rule is broken. Has no deadline of its own: a rule may be broken by an answer that never comes. */
  readonly run: () => Promise<void>;
}

/** Bytes that a `flood` peer sends. */
export const FLOOD_SIZE = 1_000_000;

/** Content of which any piece tells where it stands: what a `flood` peer sends. */
export function compliancePattern(size: number): Uint8Array {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index++) bytes[index] = (index * 7 + (index >> 8)) & 255;
  return bytes;
}
