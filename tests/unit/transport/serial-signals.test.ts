import { SerialPortMock } from 'serialport';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PortSignals } from '../../../src/engine/transport/port-stream';
import {
  serialTransport,
  type PortOptions,
  type SerialSystem,
} from '../../../src/engine/transport/serial';
import { linkAddress } from '../../../src/shared/address';

const PATH = '/dev/mock';
const ADDRESS = linkAddress({ kind: 'serial', path: PATH });

let steps: string[];
let opened: PortOptions | undefined;

/** serialport's own mock, with its calls written down. */
function system(vendorId?: number, platform: NodeJS.Platform = 'linux'): SerialSystem {
  return {
    probe: {
      platform,
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

it.each([
  ['any driver', 0x1a86, true],
  ['the one of CP210x, which is to raise no line by itself', 0x10c4, false],
])('on Windows raises DTR before RTS, and never RTS alone: %s', async (_, vendorId, hupcl) => {
  const transport = serialTransport(ADDRESS, { path: PATH }, system(vendorId, 'win32'));
  await transport.open();
  expect(opened?.hupcl).toBe(hupcl);
  expect(steps).toEqual(['dtr=true rts=false', 'dtr=true rts=true']);
  await transport.close();
  expect(steps.slice(2)).toEqual(['dtr=true rts=false', 'dtr=false rts=false', 'close']);
});

it('drops the lines though the port refuses one of them', async () => {
  const on = system();
  const transport = serialTransport(
    ADDRESS,
    { path: PATH },
    {
      ...on,
      createPort: async (options) => {
        const port = await on.createPort(options);
        port.set = (signals, callback) => {
          steps.push(name(signals));
          callback(new Error('Inappropriate ioctl for device, cannot set'));
        };
        return port;
      },
    },
  );
  await transport.open();
  await transport.setSignals?.({ dtr: false });
  await transport.close();
  expect(steps.at(-1)).toBe('close');
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
  expect(opened).toEqual({ path: PATH, baudRate: 115_200, hupcl: true });
  SerialPortMock.binding.createPort(PATH);
  await serialTransport(ADDRESS, { path: PATH, baudRate: 9600 }, system()).open();
  expect(opened?.baudRate).toBe(9600);
});

it.each([
  [921_600, 921_600],
  [921_600, 923_076],
  [115_200, undefined],
])('takes %s baud where the port says %s', async (wanted, actual) => {
  const transport = serialTransport(ADDRESS, { path: PATH, baudRate: wanted }, atRate(actual));
  await transport.open();
  await transport.close();
});

it('is not opened at a rate that the port replaces by another', async () => {
  const target = { path: PATH, baudRate: 4_000_000 };
  const transport = serialTransport(ADDRESS, target, atRate(9600));
  await expect(transport.open()).rejects.toMatchObject({
    code: 'bad-baud-rate',
    detail: '/dev/mock runs at 9600 instead of 4000000.',
  });
  expect(steps.at(-1)).toBe('close');
});

/** A port that says it runs at that rate. */
function atRate(baudRate: number | undefined): SerialSystem {
  const on = system();
  return {
    ...on,
    createPort: async (options) => {
      const port = await on.createPort(options);
      const answer = () =>
        baudRate === undefined
          ? Promise.reject(new Error('not implemented on darwin'))
          : Promise.resolve({ baudRate });
      Object.defineProperty(port, 'port', {
        set: (binding: object | undefined) =>
          Object.defineProperty(port, 'port', {
            value: binding && Object.assign(binding, { getBaudRate: answer }),
            writable: true,
          }),
        configurable: true,
      });
      return port;
    },
  };
}

it.each(['EIO', 'ENXIO', 'ENODEV'])('is lost when the first write says %s', async (code) => {
  const on = system();
  const transport = serialTransport(
    ADDRESS,
    { path: PATH },
    {
      ...on,
      createPort: async (options) => {
        const port = await on.createPort(options);
        port.write = (_, callback) => {
          callback(Object.assign(new Error(`${code}: write`), { code }));
          return false;
        };
        return port;
      },
    },
  );
  await transport.open();
  await expect(transport.write(Buffer.from('x'))).rejects.toMatchObject({
    code: 'link-lost',
    detail: PATH,
    cause: { code },
  });
  expect((await transport.closed).kind).toBe('lost');
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
