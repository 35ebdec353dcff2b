// Where the app and the engine meet: from an address to an open board.

import { Board } from '../../engine/board/board';
import { createTransport } from '../../engine/transport/resolve';
import { launchBluetooth } from '../bluetooth/launch';
import type { Opener } from './boards';

/** @param dataDirectory where virtual boards live */
export function makeOpener(dataDirectory: string): Opener {
  const host = { dataDirectory, holder: 'the Adder app', launchBluetooth };
  return (address) => {
    const transport = createTransport(address, host);
    return {
      address: transport.address,
      parts: () => transport.parts,
      connect: (onConsole, signal) => Board.connect(transport, { onConsole, signal }),
    };
  };
}
