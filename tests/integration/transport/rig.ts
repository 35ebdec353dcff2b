// What the specs of the links over which a peer answers have in common.

import type { ComplianceRig } from '../../../src/engine/transport/compliance/setup';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import type { Behaviour } from './compliance';
import { greet } from './greet';

/** The transport of an address, for a link that keeps nothing on this computer. */
export function link(address: string): Transport {
  return createTransport(address, { dataDirectory: '', holder: 'a test' });
}

/** The rig of the compliance checks around a peer that was started to behave so. */
export function rigOf(
  address: string,
  peer: { end(): void; dispose(): Promise<void> },
  behaviour: Behaviour,
): ComplianceRig {
  const transport = link(address);
  return {
    transport,
    ready: async () => {
      await greet(transport, behaviour);
    },
    endPeer: () => peer.end(),
    dispose: () => peer.dispose(),
  };
}
