// The first words with peer.py, through the transport under test.

import type { Transport } from '../../../src/engine/transport/transport';
import type { Behaviour } from './compliance';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';

/** Wakes the peer and takes its greeting off; returns its process id. */
export async function greet(transport: Transport, behaviour: Behaviour): Promise<number> {
  const receiver = new Receiver(transport);
  await transport.write(Buffer.from('\n'));
  const pid = /^ready (\d+)\n$/.exec(await receiver.text('\n'))?.[1];
  receiver.stop();
  if (behaviour === 'flood') await transport.write(Buffer.from('\n'));
  return Number(pid);
}
