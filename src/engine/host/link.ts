// From an address to a link, in a Node program: the resolver of src/engine/transport with the host of node-host.ts. Board.connect loads it
// when it is given an address, so that who brings a link of their own loads no other.

import type { BoardAddress } from '../../shared/address';
import { createTransport as resolve } from '../transport/resolve';
import type { Transport, TransportHost } from '../transport/transport';
import { nodeHost } from './node-host';

/**
 * The link that an address means. It is not opened yet, and single-use: `Board.connect` opens it, a new connection wants a new one.
 * Throws `bad-address`.
 *
 * @param address as in docs/transports.md: `virtual:`, `/dev/ttyACM0`, `COM3`, `id:SERIALNUMBER`, `tcp:HOST:PORT`, `rfc2217:HOST:PORT`,
 *   `ws:HOST`, `ble:NAME`, `process:COMMAND LINE`; with `rate=`, `latency=`, `fault=` or `record=` before any of them
 * @param host where virtual boards live, who is asked for passwords
 */
export function createTransport(
  address: string | BoardAddress,
  host: Partial<TransportHost> = {},
): Transport {
  return resolve(address, nodeHost(host));
}
