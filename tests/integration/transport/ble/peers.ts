// What can be behind the UART of a fake device: the peers of the compliance suite, or another transport, such as a virtual board.

import type { Transport } from '../../../../src/engine/transport/transport';
import type { Unsubscribe } from '../../../../src/shared/unsubscribe';
import type { Behaviour } from '../compliance';
import type { FakePeer } from './fake-bluetooth';

const FLOOD_SIZE = 1_000_000;
/** A notification of an MTU of 247. */
const NOTIFICATION = 244;

export function scriptedPeer(behaviour: Behaviour): FakePeer {
  let notify: (bytes: Uint8Array) => void = () => undefined;
  return {
    started: (send) => {
      notify = send;
      if (behaviour === 'flood') flood(send);
    },
    written: (bytes) => {
      if (behaviour === 'deaf') return new Promise(() => undefined);
      notify(bytes);
      return undefined;
    },
  };
}

/** The bytes of compliance.ts, a few at a time so that something else can happen in between. */
function flood(notify: (bytes: Uint8Array) => void, from = 0): void {
  for (
    let sent = from;
    sent < from + 50 * NOTIFICATION && sent < FLOOD_SIZE;
    sent += NOTIFICATION
  ) {
    const size = Math.min(NOTIFICATION, FLOOD_SIZE - sent);
    notify(Uint8Array.from({ length: size }, (_, at) => patternAt(sent + at)));
  }
  if (from + 50 * NOTIFICATION < FLOOD_SIZE)
    setImmediate(() => flood(notify, from + 50 * NOTIFICATION));
}

function patternAt(index: number): number {
  return (index * 7 + (index >> 8)) & 255;
}

/** A board whose prompt is at the UART: what is written goes to it, what it says comes as notifications of at most 100 bytes. */
export function boardPeer(board: Transport): FakePeer {
  let unsubscribe: Unsubscribe = () => undefined;
  return {
    started: (notify) => {
      unsubscribe();
      unsubscribe = board.onBytes((bytes) => {
        for (let sent = 0; sent < bytes.length; sent += 100)
          notify(bytes.subarray(sent, sent + 100));
      });
    },
    written: (bytes) => board.write(bytes),
  };
}
