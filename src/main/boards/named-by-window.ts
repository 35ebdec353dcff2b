// Which boards the window may name. It is the least trusted part of the app: what starts programs (`process:`) or touches files of
// the computer (`record=`, `replay=`) is for the adder command only, and so is what disturbs a link on purpose.

import { parseAddress, type BoardAddress } from '../../shared/address';
import { AdderError } from '../../shared/errors';

type LinkKind = BoardAddress['link']['kind'];

const LINKS: ReadonlySet<LinkKind> = new Set<LinkKind>([
  'serial',
  'serial-id',
  'tcp',
  'rfc2217',
  'ws',
  'ble',
  'virtual',
]);

/** Throws `bad-address`, and `address-not-allowed` where the window may not go. */
export function namedByWindow(text: string): BoardAddress {
  const address = parseAddress(text);
  const isPlain = address.wrappers.every(({ kind }) => kind === 'baud');
  if (isPlain && LINKS.has(address.link.kind)) return address;
  throw new AdderError('address-not-allowed', { detail: address.link.kind });
}
