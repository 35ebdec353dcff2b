import { describe, expect, it } from 'vitest';
import { createTransport } from '../../../../src/engine/transport/resolve';
import type { ErrorCode } from '../../../../src/shared/errors';
import { expectCode } from '../compliance';
import { FakeBluetooth, FakeDevice, RX, UART, type FakeAdapterOptions } from './fake-bluetooth';
import { inProcess } from './in-process';
import { QUICK, rigFor } from './rig';

/** Long enough to hear what is there, also on a machine that is busy. */
const SHORT = { ...QUICK, scan: 500 };
const LONG = { ...QUICK, scan: 30_000 };

function device(id: string, name?: string): FakeDevice {
  return new FakeDevice({ id, ...(name !== undefined && { name }) });
}

async function failure(
  wanted: string,
  devices: readonly FakeDevice[],
  code: ErrorCode,
  options: FakeAdapterOptions = {},
): Promise<string | undefined> {
  const { transport, air, process } = rigFor(wanted, new FakeBluetooth(devices, options), SHORT);
  const error = await expectCode(transport.open(), code);
  expect(process.running()).toBe(0);
  expect(air.scanning).toBe(0);
  return error.detail;
}

describe('the device that an address means', () => {
  it('is the one of that name', async () => {
    const [other, wanted] = [device('AA:01', 'other'), device('AA:02', 'mpy-repl')];
    const { transport, air } = rigFor('mpy-repl', new FakeBluetooth([other, wanted]));
    await transport.open();
    expect([other.connections, wanted.connections]).toEqual([0, 1]);
    expect(air.scanning).toBe(0);
    await transport.close();
  });

  it('is the one of that id, at once and in any case', async () => {
    const wanted = device('AA:BB:02', 'twin');
    const air = new FakeBluetooth([device('AA:BB:01', 'twin'), wanted]);
    const { transport } = rigFor('aa:bb:02', air, { ...LONG, settle: 30_000 });
    await transport.open();
    expect(wanted.connected).toBe(true);
    await transport.close();
  });

  it('may say its name late, or be switched on late', async () => {
    const open = async (late: { namedFrom?: number; heardFrom?: number }): Promise<void> => {
      const wanted = new FakeDevice({ id: 'AA:01', name: 'late', ...late });
      const { transport, air } = rigFor('late', new FakeBluetooth([wanted]), LONG);
      await transport.open();
      expect(wanted.connected).toBe(true);
      expect(air.scans).toBe(2);
      await transport.close();
    };
    await Promise.all([open({ namedFrom: 1 }), open({ heardFrom: 1 })]);
  });

  it('is told from others of its name by their ids', async () => {
    const detail = await failure(
      'twin',
      [device('AA:01', 'twin'), device('AA:02', 'twin')],
      'device-ambiguous',
    );
    expect(detail).toBe('"twin" is the name of ble:AA:01, ble:AA:02.');
  });

  it('is missed with the names that were heard', async () => {
    const others = [
      device('AA:01', 'mpy-uart'),
      device('AA:02'),
      device('AA:03', 'Head\x1b[2Jset'),
    ];
    expect(await failure('mpy-repl', others, 'device-not-found')).toBe(
      'Nothing in reach is called "mpy-repl". In reach: Head [2Jset, mpy-uart, and 1 without a name.',
    );
    expect(await failure('mpy-repl', [], 'device-not-found')).toBe(
      'Nothing in reach is called "mpy-repl". No device was heard at all.',
    );
  });

  it('can be named as a person sees it, or as it is', async () => {
    for (const wanted of ['my board', 'my\u2003board\u200b']) {
      const { transport } = rigFor(
        wanted,
        new FakeBluetooth([device('AA:01', 'my\u2003board\u200b')]),
      );
      await transport.open();
      await transport.close();
    }
  });
});

describe('Bluetooth that cannot be used', () => {
  it('says that there is no adapter, or that it is off', async () => {
    const none = { adapters: 0, enabled: false };
    expect(await failure('x', [], 'bluetooth-unavailable', none)).toBe(
      'This computer has no Bluetooth adapter.',
    );
    expect(await failure('x', [], 'bluetooth-unavailable', { enabled: false })).toBe(
      'The Bluetooth adapter is switched off.',
    );
  });

  it.each([
    ['adapter not enabled', 'bluetooth-unavailable'],
    ['org.bluez.Error.NotPermitted: not permitted', 'bluetooth-denied'],
    ['scan start failed', 'bluetooth-failed'],
  ] as const)('says what the library says: %s', async (message, code) => {
    expect(await failure('x', [], code, { scanFails: message })).toBe(message);
    expect(await failure('x', [], code, { scanThrows: message })).toBe(message);
  });

  it('says when its library cannot be loaded', async () => {
    const process = inProcess(() => {
      throw new Error('no native build');
    });
    const { transport } = rigFor('x', new FakeBluetooth([]), QUICK, process);
    const error = await expectCode(transport.open(), 'bluetooth-unavailable');
    expect(error.detail).toContain('no native build');
  });

  it.each([
    [
      'terminate called: SimpleDBus::Exception::DBusException',
      'bluetooth-unavailable',
      'bluetoothd',
    ],
    ['org.freedesktop.DBus.Error.AccessDenied: Rejected', 'bluetooth-denied', 'AccessDenied'],
    ['', 'bluetooth-unavailable', 'SIGABRT'],
  ] as const)('says why its process crashed: %s', async (lastWords, code, words) => {
    const { transport, process } = rigFor('x', new FakeBluetooth([]), LONG);
    const opening = expectCode(transport.open(), code);
    while (process.running() === 0) await new Promise(setImmediate);
    process.crash({ how: 'SIGABRT', lastWords });
    expect((await opening).detail).toContain(words);
  });

  it('gives up in bounded time, and ends a process that does not end by itself', async () => {
    const air = new FakeBluetooth([]);
    const process = inProcess(air, { deafToClose: true });
    const { transport } = rigFor('x', air, { scan: 10, settle: 10, connect: 10_000 }, process);
    await expect(transport.open()).rejects.toMatchObject({ code: 'device-not-found' });
    expect(process.running()).toBe(0);
  });

  it('does not wait for a device for ever', async () => {
    const times = { scan: 5, settle: 5, connect: 10 };
    const { transport } = rigFor('x', new FakeBluetooth([], { silent: true }), times);
    const error = await expectCode(transport.open(), 'bluetooth-failed');
    expect(error.detail).toBe('It takes longer than 0.02 s.');
  });

  it('is not there where the host cannot start its process', () => {
    const make = () => createTransport('ble:x', { dataDirectory: '', holder: 'a test' });
    expect(make).toThrow(expect.objectContaining({ code: 'link-unsupported' }));
  });
});

describe('a device that is no board', () => {
  it('says that its UART is not complete, and is let go', async () => {
    const half = new FakeDevice({ id: 'AA:01', services: { [UART]: [RX] } });
    expect(await failure('AA:01', [half], 'no-uart-service')).toBe(
      'Its Nordic UART service is not complete.',
    );
    expect(half.connected).toBe(false);
  });

  it('may vanish while it is asked what it has', async () => {
    const gone = new FakeDevice({ id: 'AA:01' });
    gone.getPrimaryService = () => {
      gone.drop();
      return Promise.reject(new Error('device not connected'));
    };
    expect(await failure('AA:01', [gone], 'bluetooth-failed')).toBe('device not connected');
  });
});
