import { SerialPortMock } from 'serialport';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PortSignals } from '../../../src/engine/transport/port-stream';
import { serialTransport, type SerialSystem } from '../../../src/engine/transport/serial';
import { linkAddress } from '../../../src/shared/address';

const PATH = '/dev/mock';
const ADDRESS = linkAddress({ kind: 'serial', path: PATH });

let steps: string[];
let opened: { path: string; baudRate: number } | undefined;

/** serialport's own mock, with its calls written down. */
function system(vendorId?: number): SerialSystem {
  return {
    probe: {
      platform: 'linux',
      openCode: () => Promise.resolve('ENOENT'),
      access: () => Promise.resolve(undefined),
      holders: () => Promise.resolve([]),
    },
    createPort: (options) => {
      opened = options;
      const port = new SerialPortMock({ ...options, autoOpen: false });
      const set = port.set.bind(port);
      const close = port.close.bind(port);
      port.set = (signals, callback) => {
        steps.push(name(signals as PortSignals));
        set(signals, callback);
      };
      port.close = (callback, error) => {
        steps.push('close');
        close(callback, error);
      };
      return Promise.resolve(port);
    },
    listPorts: () => Promise.resolve([{ path: PATH, serialNumber: 'abc' }]),
    vendorId: () => Promise.resolve(vendorId),
  };
}

function name({ dtr, rts, brk }: PortSignals): string {
  return `dtr=${String(dtr)} rts=${String(rts)}${brk ? ' break' : ''}`;
}

beforeEach(() => {
  steps = [];
  SerialPortMock.binding.createPort(PATH, { echo: true });
});
afterEach(() => SerialPortMock.binding.reset());

it('raises both lines in one step, and drops RTS before DTR', async () => {
  const transport = serialTransport(ADDRESS, { path: PATH }, system());
  await transport.open();
  expect(steps).toEqual(['dtr=true rts=true']);
  await transport.close();
  expect(steps.slice(1)).toEqual(['dtr=true rts=false', 'dtr=false rts=false', 'close']);
});

it('changes one signal and leaves the others', async () => {
  const transport = serialTransport(ADDRESS, { path: PATH }, system());
  await transport.open();
  await transport.setSignals?.({ dtr: false });
  await transport.setSignals?.({ break: true });
  await transport.setSignals?.({ break: false, rts: false });
  expect(steps.slice(1)).toEqual([
    'dtr=false rts=true',
    'dtr=false rts=true break',
    'dtr=false rts=false',
  ]);
  await transport.close();
});

it('does not raise DTR again when it was dropped before', async () => {
  const transport = serialTransport(ADDRESS, { path: PATH }, system());
  await transport.open();
  await transport.setSignals?.({ dtr: false });
  await transport.close();
  expect(steps.slice(2)).toEqual(['dtr=false rts=false', 'dtr=false rts=false', 'close']);
});

it.each([
  [0x2e8a, Infinity, false],
  [0x303a, Infinity, false],
  [0x10c4, 256, true],
  [0x1a86, 256, true],
  [0x0403, 256, true],
  [undefined, 256, true],
])('with USB vendor %s has %s bytes in flight', async (vendorId, inFlight, resetsOnOpen) => {
  const transport = serialTransport(ADDRESS, { path: PATH }, system(vendorId));
  await transport.open();
  expect(transport.link).toMatchObject({ inFlight, resetsOnOpen });
  await transport.close();
});

it('is opened with 115200 baud, or as told', async () => {
  await serialTransport(ADDRESS, { path: PATH }, system()).open();
  expect(opened).toEqual({ path: PATH, baudRate: 115_200 });
  SerialPortMock.binding.createPort(PATH);
  await serialTransport(ADDRESS, { path: PATH, baudRate: 9600 }, system()).open();
  expect(opened?.baudRate).toBe(9600);
});

it('is found by its serial number', async () => {
  const transport = serialTransport(ADDRESS, { serialNumber: 'abc' }, system());
  await transport.open();
  expect(opened?.path).toBe(PATH);
  await transport.close();
  const other = serialTransport(ADDRESS, { serialNumber: 'nobody' }, system());
  await expect(other.open()).rejects.toMatchObject({
    code: 'port-not-found',
    detail: 'No board with the serial number nobody is plugged in; there is abc.',
  });
});

it('says when serialport itself cannot be loaded', async () => {
  const broken: SerialSystem = {
    ...system(),
    createPort: () => Promise.reject(new Error('no native build')),
  };
  await expect(serialTransport(ADDRESS, { path: PATH }, broken).open()).rejects.toMatchObject({
    code: 'port-failed',
  });
});
