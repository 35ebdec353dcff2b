import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listDevices } from '../../../src/engine/discovery/devices';
import { watchDevices, type WatchSystem } from '../../../src/engine/discovery/watch';
import type { DeviceInfo } from '../../../src/shared/board';

describe('the list of devices', () => {
  it('has the virtual board, then what hangs on USB, then other ports', async () => {
    const devices = await listDevices({
      env: { ADDER_PORTS: ' /tmp/pty, /dev/ttyS1,,/tmp/pty' },
      listPorts: () =>
        Promise.resolve([
          { path: '/dev/ttyS1' },
          { path: '/dev/ttyACM10', vendorId: 1, productId: 2 },
          { path: '/dev/ttyACM2', vendorId: 0x2e8a, productId: 5, product: 'Pico' },
        ]),
    });
    expect(devices.map(({ address }) => address)).toEqual([
      'virtual:default',
      'serial:/dev/ttyACM2',
      'serial:/dev/ttyACM10',
      'serial:/dev/ttyS1',
      'serial:/tmp/pty',
    ]);
    expect(devices[0]).toEqual({ address: 'virtual:default', kind: 'virtual', path: '' });
    expect(devices[1]).toEqual({
      address: 'serial:/dev/ttyACM2',
      kind: 'serial',
      path: '/dev/ttyACM2',
      vendorId: 0x2e8a,
      productId: 5,
      product: 'Pico',
    });
  });

  it('has known boards before chips between USB and a board, and those before the unknown', async () => {
    const devices = await listDevices({
      env: {},
      listPorts: () =>
        Promise.resolve([
          { path: '/dev/a', vendorId: 0x1234, productId: 5 },
          { path: '/dev/b', vendorId: 0x10c4, productId: 0xea60 },
          { path: '/dev/c', vendorId: 0x303a, productId: 0x7777 },
          { path: '/dev/d', vendorId: 0x2e8a, productId: 3 },
        ]),
    });
    expect(devices.map(({ path }) => path)).toEqual(['', '/dev/c', '/dev/d', '/dev/b', '/dev/a']);
  });
});

function device(path: string): DeviceInfo {
  return { address: `serial:${path}`, kind: 'serial', path };
}

/** A system whose devices the test changes. */
class FakeSystem implements WatchSystem {
  devices: readonly DeviceInfo[] = [device('a')];
  /** Lists that come before those of `devices`. */
  readonly answers: (() => Promise<readonly DeviceInfo[]>)[] = [];
  lists = 0;
  closed = 0;
  changed: ((name: string | null) => void) | undefined;
  failed: (() => void) | undefined;

  constructor(readonly platform: NodeJS.Platform = 'linux') {}

  list(): Promise<readonly DeviceInfo[]> {
    this.lists++;
    return this.answers.shift()?.() ?? Promise.resolve(this.devices);
  }

  watch(_: string, changed: (name: string | null) => void) {
    this.changed = changed;
    const watcher = {
      close: () => {
        this.closed++;
      },
      once: (_event: string, failed: () => void) => {
        this.failed = failed;
        return watcher;
      },
    };
    return watcher as unknown as ReturnType<WatchSystem['watch']>;
  }
}

/** Devices as they are told, one list after the other. */
function watching(system: WatchSystem) {
  const abort = new AbortController();
  const told: string[][] = [];
  let wake: (() => void) | undefined;
  watchDevices(
    (devices) => {
      told.push(devices.map(({ path }) => path));
      wake?.();
    },
    { signal: abort.signal },
    system,
  );
  const next = async (): Promise<string[]> => {
    while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return told.shift() ?? [];
  };
  return { next, told, stop: () => abort.abort() };
}

describe('hot-plug', () => {
  it('tells the devices of now, and new ones when a device file comes', async () => {
    const system = new FakeSystem();
    const { next, stop } = watching(system);
    expect(await next()).toEqual(['a']);
    system.devices = [device('a'), device('b')];
    system.changed?.('ttyACM0');
    expect(await next()).toEqual(['a', 'b']);
    stop();
    expect(system.closed).toBe(1);
  });

  it('does not look for files that are no ports, and gathers a burst', async () => {
    const system = new FakeSystem();
    const { next, stop } = watching(system);
    await next();
    system.changed?.('sda1');
    for (let events = 0; events < 10; events++) system.changed?.('ttyUSB0');
    system.devices = [device('c')];
    expect(await next()).toEqual(['c']);
    expect(system.lists).toBe(2);
    stop();
  });

  it('looks again by itself where the system does not tell', async () => {
    const system = new FakeSystem('darwin');
    const { next, stop } = watching(system);
    expect(await next()).toEqual(['a']);
    expect(system.changed).toBeUndefined();
    system.devices = [];
    expect(await next()).toEqual([]);
    stop();
  });

  it('looks again by itself when watching fails', async () => {
    const system = new FakeSystem();
    const { next, stop } = watching(system);
    await next();
    system.failed?.();
    system.devices = [device('d')];
    expect(await next()).toEqual(['d']);
    stop();
  });

  it('looks again by itself where no watch can be had', async () => {
    const system = new FakeSystem();
    system.watch = () => {
      throw new Error('ENOSPC');
    };
    const { next, stop } = watching(system);
    expect(await next()).toEqual(['a']);
    system.devices = [device('e')];
    expect(await next()).toEqual(['e']);
    stop();
  });

  it('outlives a list that fails, and does not tell the same twice', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const system = new FakeSystem('darwin');
    const { told, stop } = watching(system);
    await vi.advanceTimersByTimeAsync(0);
    system.answers.push(
      () => Promise.reject(new Error('no list')),
      () => Promise.resolve([device('a')]),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(system.answers).toEqual([]);
    expect(told).toEqual([['a']]);
    system.devices = [device('f')];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([['a'], ['f']]);
    stop();
  });

  it('looks once more when a device comes while it looks', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const system = new FakeSystem();
    let answer: ((devices: readonly DeviceInfo[]) => void) | undefined;
    system.answers.push(() => new Promise((resolve) => (answer = resolve)));
    const { told, stop } = watching(system);
    system.devices = [device('a'), device('g')];
    system.changed?.('ttyACM1');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
    answer?.([device('a')]);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([['a'], ['a', 'g']]);
    stop();
  });

  it('does not mind that watching fails after it was stopped', async () => {
    const system = new FakeSystem();
    const { next, told, stop } = watching(system);
    await next();
    stop();
    system.failed?.();
    expect(system.closed).toBe(1);
    expect(told).toEqual([]);
  });

  it('tells nothing once it is stopped', async () => {
    const system = new FakeSystem();
    const { told, stop } = watching(system);
    stop();
    await Promise.resolve();
    await Promise.resolve();
    expect(told).toEqual([]);
  });

  it('does not begin when it is stopped already', () => {
    const system = new FakeSystem();
    watchDevices(() => expect.fail('told'), { signal: AbortSignal.abort() }, system);
    expect(system.lists).toBe(0);
  });
});
