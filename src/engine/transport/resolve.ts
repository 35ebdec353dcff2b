// From an address to a transport. The one place that knows all kinds of links; a new kind is one file and one line here.

import { baudRateOf, parseAddress, type BoardAddress } from '../../shared/address';
import { AdderError } from '../../shared/errors';
import { processTransport } from './process';
import { serialTransport } from './serial';
import { tcpTransport } from './tcp';
import type { Transport, TransportHost } from './transport';
import { virtualTransport } from './virtual';

/** Throws `bad-address`, and `link-unsupported` for what the grammar knows and this version does not. Opens nothing. */
export function createTransport(address: string | BoardAddress, host: TransportHost): Transport {
  const parsed = typeof address === 'string' ? parseAddress(address) : address;
  const wrapper = parsed.wrappers.find(({ kind }) => kind !== 'baud');
  if (wrapper) throw unsupported(`${wrapper.kind}=`);
  const { link } = parsed;
  const baudRate = baudRateOf(parsed);
  switch (link.kind) {
    case 'virtual':
      return virtualTransport(parsed, link.name, host);
    case 'serial':
      return serialTransport(parsed, { path: link.path, baudRate });
    case 'serial-id':
      return serialTransport(parsed, { serialNumber: link.serialNumber, baudRate });
    case 'process':
      return processTransport(parsed, link.command);
    case 'tcp':
      return tcpTransport(parsed, link);
    case 'rfc2217':
    case 'ws':
    case 'ble':
      throw unsupported(`${link.kind}:`);
    case 'replay':
      throw unsupported('replay=');
  }
}

function unsupported(kind: string): AdderError {
  return new AdderError('link-unsupported', { detail: `It is "${kind}".` });
}
