// From an address to a transport. The one place that knows all kinds of links; a new kind is one file and one line here.

import { baudRateOf, parseAddress, type BoardAddress, type Wrapper } from '../../shared/address';
import { AdderError } from '../../shared/errors';
import { micropythonLives } from '../protocol/micropython-lives';
import { bleTransport } from './ble';
import { processTransport } from './process';
import { rfc2217Transport } from './rfc2217';
import { serialTransport } from './serial';
import { tcpTransport } from './tcp';
import type { Transport, TransportHost } from './transport';
import { virtualTransport } from './virtual';
import { faultTransport } from './wrap/fault';
import { latencyTransport, rateTransport } from './wrap/paced';
import { recordTransport } from './wrap/record';
import { replayTransport } from './wrap/replay';
import { webReplTransport } from './webrepl/webrepl';

/** Throws `bad-address`, and `link-unsupported` for what the grammar knows and this version does not. Opens nothing. */
export function createTransport(address: string | BoardAddress, host: TransportHost): Transport {
  const parsed = typeof address === 'string' ? parseAddress(address) : address;
  const { link } = parsed;
  const outermost = parsed.wrappers.findIndex(({ kind }) => kind !== 'baud');
  const wrapper = parsed.wrappers[outermost];
  if (wrapper) {
    const wrappers = parsed.wrappers.filter((_, index) => index !== outermost);
    return wrap(parsed, wrapper, createTransport({ ...parsed, wrappers }, host));
  }
  const baudRate = baudRateOf(parsed);
  switch (link.kind) {
    case 'virtual':
      return virtualTransport(parsed, link.name, host);
    case 'serial':
    case 'serial-id':
      return serialTransport(parsed, { ...link, baudRate });
    case 'process':
      return processTransport(parsed, link.command, micropythonLives);
    case 'ble':
      if (!host.launchBluetooth) throw unsupported('ble:');
      return bleTransport(parsed, link.device, host.launchBluetooth);
    case 'tcp':
      return tcpTransport(parsed, link);
    case 'rfc2217':
      return rfc2217Transport(parsed, link, baudRate);
    case 'ws':
      return webReplTransport(parsed, link, host);
    case 'replay':
      return replayTransport(parsed, link.file);
  }
}

function wrap(address: BoardAddress, wrapper: Wrapper, inner: Transport): Transport {
  switch (wrapper.kind) {
    case 'rate':
      return rateTransport(address, wrapper.bitsPerSecond, inner);
    case 'latency':
      return latencyTransport(address, wrapper.milliseconds, inner);
    case 'fault':
      return faultTransport(address, wrapper.plan, inner);
    case 'record':
      return recordTransport(address, wrapper.file, inner);
    case 'baud':
      return inner; // a setting of the link, which has it already
  }
}

function unsupported(kind: string): AdderError {
  return new AdderError('link-unsupported', { detail: `It is "${kind}".` });
}
