// Where the app and the engine meet: from an address to an open board.

import { Board } from '../../engine/board/board';
import { createTransport } from '../../engine/transport/resolve';
import type { Opener } from './boards';

/** @param dataDirectory where virtual boards live */
export function makeOpener(dataDirectory: string): Opener {
  return (address) => {
    const transport = createTransport(address, { dataDirectory, holder: 'the Adder app' });
    return {
      address: transport.address,
      parts: () => transport.parts,
      connect: (onConsole, signal) => Board.connect(transport, { onConsole, signal }),
    };
  };
}
