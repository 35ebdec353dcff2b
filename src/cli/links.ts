// Every kind of link, as the command has them. Loaded only when a board hangs on something else than a serial port.

import { dataDirectory } from '../engine/host/data-directory';
import { createTransport } from '../engine/transport/resolve';
import type { Transport } from '../engine/transport/transport';
import type { BoardAddress } from '../shared/address';
import { launchBluetooth } from './bluetooth/launch';
import { passwordFor } from './password/password';

export function createLink(address: BoardAddress): Transport {
  return createTransport(address, {
    dataDirectory: dataDirectory(),
    holder: 'the adder command',
    launchBluetooth,
    secret: passwordFor,
  });
}
