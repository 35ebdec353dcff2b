// Where the app and the engine meet: from an address to an open board.

import { Board } from '../../engine/board/board';
import { createTransport } from '../../engine/transport/resolve';
import type { Transport, TransportHost } from '../../engine/transport/transport';
import { launchBluetooth } from '../bluetooth/launch';
import type { Opener } from './boards';
import { namedByWindow } from './named-by-window';

/** Links to where the window may go. Throws as `Opener`. */
export type MakeLink = (address: string, how?: { readonly bare: boolean }) => Transport;

/** @param given where virtual boards live, and whoever is asked for passwords */
export function linkMaker(given: Pick<TransportHost, 'dataDirectory' | 'secret'>): MakeLink {
  const host = { ...given, holder: 'the Adder app', launchBluetooth };
  return (address, { bare } = { bare: false }) =>
    createTransport(namedByWindow(address), { ...host, virtualBoardBare: bare });
}

export function makeOpener(makeLink: MakeLink): Opener {
  return (address) => {
    const transport = makeLink(address);
    return {
      address: transport.address,
      parts: () => transport.parts,
      connect: (onConsole, signal) => Board.connect(transport, { onConsole, signal }),
    };
  };
}
