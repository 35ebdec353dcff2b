// Every kind of link, as the command has them. Loaded only when a board hangs on something else than a serial port.

import { createTransport } from '../engine/host/link';
import type { Transport } from '../engine/transport/transport';
import type { BoardAddress } from '../shared/address';
import { passwordFor } from './password/password';

export function createLink(address: BoardAddress): Transport {
  return createTransport(address, { holder: 'the adder command', secret: passwordFor });
}
