// Where the app and the engine meet: from an address to an open board.

import { Board } from '../../engine/board/board';
import { createTransport } from '../../engine/transport/resolve';
import type { TransportHost } from '../../engine/transport/transport';
import { launchBluetooth } from '../bluetooth/launch';
import type { Opener } from './boards';

/** @param given where virtual boards live, and whoever is asked for passwords */
export function makeOpener(given: Pick<TransportHost, 'dataDirectory' | 'secret'>): Opener {
  const host = { ...given, holder: 'the Adder app', launchBluetooth };
  return (address) => {
    const transport = createTransport(address, host);
    return {
      address: transport.address,
      parts: () => transport.parts,
      connect: (onConsole, signal) => Board.connect(transport, { onConsole, signal }),
    };
  };
}
