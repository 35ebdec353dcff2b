import { describe, expect, it } from 'vitest';
import { scanBluetooth } from '../../../../src/engine/discovery';
import type { BluetoothDeviceInfo } from '../../../../src/shared/board';
import { expectCode } from '../compliance';
import { FakeBluetooth, FakeDevice, UART } from './fake-bluetooth';
import { inProcess, type InProcess } from './in-process';

interface Scanned {
  readonly found: BluetoothDeviceInfo[];
  readonly air: FakeBluetooth;
  readonly process: InProcess;
}

/** Scans until so many news have come. */
async function scanned(
  devices: readonly FakeDevice[],
  news: number,
  also: (process: InProcess) => void = () => undefined,
): Promise<Scanned> {
  const air = new FakeBluetooth(devices);
  const process = inProcess(air);
  const end = new AbortController();
  const found: BluetoothDeviceInfo[] = [];
  const { signal } = end;
  const scanning = scanBluetooth({
    launch: process.launch,
    signal,
    onFound: (device) => {
      found.push(device);
      if (found.length === news) end.abort();
    },
  });
  also(process);
  await scanning;
  return { found, air, process };
}

describe('the Bluetooth devices in reach', () => {
  it('have an address, a name and a signal strength', async () => {
    const { found, air, process } = await scanned(
      [
        new FakeDevice({ id: 'AA:01', name: 'mpy-repl', signal: -61, advertised: [UART] }),
        new FakeDevice({ id: 'AA:02' }),
      ],
      2,
    );
    expect(found).toEqual([
      { address: 'ble:AA:01', id: 'AA:01', name: 'mpy-repl', signal: -61, uart: true },
      { address: 'ble:AA:02', id: 'AA:02', name: '', uart: false },
    ]);
    expect(air.scanning).toBe(0);
    expect(process.running()).toBe(0);
  });

  it('are told again only when they say something new', async () => {
    const late = new FakeDevice({ id: 'AA:01', name: 'late', namedFrom: 1 });
    const { found, air } = await scanned([late, new FakeDevice({ id: 'AA:02', name: 'same' })], 3);
    expect(found.map(({ name }) => name)).toEqual(['', 'same', 'late']);
    expect(air.scans).toBe(2);
  });

  it('have names that a terminal can show, whatever they say', async () => {
    const { found } = await scanned(
      [
        new FakeDevice({ id: 'AA:01', name: '\x1b]0;owned\x07\u202eevil\r\n' }),
        new FakeDevice({ id: 'AA:02', name: 'x'.repeat(10_000) }),
        new FakeDevice({ id: 'AA:03\n', name: 'an id that is no part of an address' }),
        new FakeDevice({ id: 'AA:04', name: 'last' }),
      ],
      3,
    );
    expect(found.map(({ name }) => name)).toEqual([']0;owned evil', 'x'.repeat(64), 'last']);
  });

  it('are not told beyond what somebody could make us hold', async () => {
    const crowd = Array.from({ length: 1100 }, (_, at) => new FakeDevice({ id: `AA:${at}` }));
    const { found } = await scanned(crowd, 1000);
    expect(found).toHaveLength(1000);
  });

  it('end with what is wrong', async () => {
    const { launch } = inProcess(new FakeBluetooth([], { adapters: 0, enabled: false }));
    const { signal } = new AbortController();
    await expectCode(
      scanBluetooth({ launch, signal, onFound: () => undefined }),
      'bluetooth-unavailable',
    );
    const fails = inProcess(new FakeBluetooth([], { scanFails: 'scan start failed' }));
    await expectCode(
      scanBluetooth({ launch: fails.launch, signal, onFound: () => undefined }),
      'bluetooth-failed',
    );
  });

  it('are not looked for once it is over', async () => {
    const signal = AbortSignal.abort();
    const launch = () => expect.fail('started');
    await scanBluetooth({ launch, signal, onFound: () => undefined });
  });

  it('end when the process crashes, or says what makes no sense', async () => {
    const device = new FakeDevice({ id: 'AA:01' });
    const crash = scanned([device], 2, (process) =>
      setImmediate(() => process.crash({ how: 'SIGABRT', lastWords: '' })),
    );
    await expectCode(crash, 'bluetooth-unavailable');
    const nonsense = scanned([device], 2, (process) =>
      process.say({ kind: 'found', id: 7, name: 'x', uart: false }),
    );
    await expectCode(nonsense, 'internal');
  });
});
