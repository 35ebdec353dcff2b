import { afterEach, describe, expect, it, vi } from 'vitest';
import { openWhenBack, type ReappearSystem } from '../../../src/engine/discovery/reappear';
import {
  addressNow,
  plainPath,
  rememberBoard,
  type KnownBoard,
} from '../../../src/engine/discovery/same-board';
import type { DeviceListener } from '../../../src/engine/discovery/watch';
import type { DeviceInfo } from '../../../src/shared/board';
import { AdderError, type ErrorCode } from '../../../src/shared/errors';

function device(path: string, facts: Partial<DeviceInfo> = {}): DeviceInfo {
  const usb = { vendorId: 0x2e8a, productId: 5 };
  return { address: `serial:${path}`, kind: 'serial', path, ...usb, ...facts };
}

const PICO = device('/dev/ttyACM0', { serialNumber: 'e6614' });
const CH340 = device('/dev/ttyUSB0', { vendorId: 0x1a86, productId: 0x7523 });

function known(address: string, ...devices: DeviceInfo[]): KnownBoard {
  const board = rememberBoard(address, devices);
  if (!board) throw new Error(`${address} is not remembered`);
  return board;
}

describe('the same board', () => {
  it.each<[string, KnownBoard, DeviceInfo[], string | undefined]>([
    ['is where it was', known('/dev/ttyACM0', PICO), [PICO], 'serial:/dev/ttyACM0'],
    [
      'is found by its serial number elsewhere',
      known('baud=9600+serial:/dev/ttyACM0', PICO),
      [{ ...PICO, path: '/dev/ttyACM1' }],
      'baud=9600+serial:/dev/ttyACM1',
    ],
    [
      'is not another one of its kind in its place',
      known('/dev/ttyACM0', PICO),
      [{ ...PICO, serialNumber: 'other' }],
      undefined,
    ],
    [
      'is the same one of its own ports',
      known('/dev/ttyACM0', { ...PICO, usbInterface: 0 }),
      [
        { ...PICO, path: '/dev/ttyACM2', usbInterface: 2 },
        { ...PICO, path: '/dev/ttyACM1', usbInterface: 0 },
      ],
      'serial:/dev/ttyACM1',
    ],
    [
      'is nobody when two have its serial number',
      known('/dev/ttyACM0', PICO),
      [
        { ...PICO, path: '/dev/ttyACM1' },
        { ...PICO, path: '/dev/ttyACM2' },
      ],
      undefined,
    ],
    [
      'has no serial number and its old path',
      known('/dev/ttyUSB0', CH340),
      [CH340],
      'serial:/dev/ttyUSB0',
    ],
    [
      'has no serial number, so another path may be another board',
      known('/dev/ttyUSB0', CH340),
      [{ ...CH340, path: '/dev/ttyUSB1' }],
      undefined,
    ],
    [
      'is not another kind of board at its path',
      known('/dev/ttyUSB0', CH340),
      [device('/dev/ttyUSB0')],
      undefined,
    ],
    ['by id: is anywhere', known('id:e6614'), [{ ...PICO, path: 'COM7' }], 'id:e6614'],
    ['by id: is not there', known('id:e6614'), [CH340], undefined],
  ])('%s', (_, board, devices, address) => {
    expect(addressNow(board, devices)).toBe(address);
    expect(plainPath(board)).toBeUndefined();
  });

  it('is looked for at its path where no list knows it', () => {
    const board = known('/tmp/pty', PICO, { ...device('/tmp/pty'), vendorId: undefined } as never);
    expect(plainPath(board)).toBe('/tmp/pty');
    expect(addressNow(board, [])).toBeUndefined();
  });

  it.each(['virtual:', 'tcp:host:1', 'process:x', 'ws:host', 'ble:x'])(
    '%s is not plugged in',
    (address) => expect(rememberBoard(address, [])).toBeUndefined(),
  );
});

/** A system whose ports the test changes. */
class ScriptedSystem implements ReappearSystem {
  there = false;
  watches = 0;
  private listener: DeviceListener | undefined;
  private changed: (() => void) | undefined;

  watchDevices(listener: DeviceListener, { signal }: { signal: AbortSignal }): void {
    this.listener = listener;
    this.watches++;
    signal.addEventListener('abort', () => this.watches--);
  }

  watchPath(_: string, changed: () => void, { signal }: { signal: AbortSignal }): void {
    this.changed = changed;
    this.watches++;
    signal.addEventListener('abort', () => this.watches--);
  }

  isPort(): Promise<boolean> {
    return Promise.resolve(this.there);
  }

  list(...devices: DeviceInfo[]): void {
    this.listener?.(devices);
  }

  path(there: boolean): void {
    this.there = there;
    this.changed?.();
  }
}

/** What the port answers to one attempt after the other, then it opens. */
function opening(...codes: ErrorCode[]) {
  const opened: string[] = [];
  const open = (address: string): Promise<string> => {
    opened.push(address);
    const code = codes.shift();
    return code === undefined ? Promise.resolve('a board') : Promise.reject(new AdderError(code));
  };
  return { open, opened };
}

describe('waiting for a board', () => {
  afterEach(() => vi.useRealTimers());

  it('opens it when it is back, at its new path, once', async () => {
    const on = new ScriptedSystem();
    const { open, opened } = opening();
    const { signal } = new AbortController();
    const waiting = openWhenBack(known('/dev/ttyACM0', PICO), open, { signal }, on);
    on.list();
    on.list(CH340);
    await Promise.resolve();
    expect(opened).toEqual([]);
    on.list(CH340, { ...PICO, path: '/dev/ttyACM1' });
    expect(await waiting).toBe('a board');
    expect(opened).toEqual(['serial:/dev/ttyACM1']);
    expect(on.watches).toBe(0);
  });

  it('tries again while the port is not ready: rights and modem managers are not told', async () => {
    vi.useFakeTimers();
    const on = new ScriptedSystem();
    const { open, opened } = opening('port-denied', 'port-busy', 'port-not-found');
    const { signal } = new AbortController();
    const waiting = openWhenBack(known('/dev/ttyACM0', PICO), open, { signal }, on);
    on.list(PICO);
    await vi.advanceTimersByTimeAsync(900);
    expect(await waiting).toBe('a board');
    expect(opened).toHaveLength(4);
  });

  it('stops trying after a while, until the system has news', async () => {
    vi.useFakeTimers();
    const on = new ScriptedSystem();
    const { open, opened } = opening(...Array<ErrorCode>(6).fill('port-busy'));
    const { signal } = new AbortController();
    const waiting = openWhenBack(known('/dev/ttyACM0', PICO), open, { signal }, on);
    on.list(PICO);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(opened).toHaveLength(6);
    on.list(PICO, CH340);
    expect(await waiting).toBe('a board');
  });

  it('survives USB that comes, goes and comes during a reset', async () => {
    vi.useFakeTimers();
    const on = new ScriptedSystem();
    const { open, opened } = opening('port-not-found', 'link-lost');
    const { signal } = new AbortController();
    const waiting = openWhenBack(known('/dev/ttyACM0', PICO), open, { signal }, on);
    on.list(PICO); // not gone yet
    await vi.advanceTimersByTimeAsync(0);
    on.list();
    await vi.advanceTimersByTimeAsync(2900);
    expect(opened).toHaveLength(1);
    on.list(PICO);
    await vi.advanceTimersByTimeAsync(0);
    on.list();
    on.list(PICO);
    expect(await waiting).toBe('a board');
    expect(opened).toHaveLength(3);
  });

  it('looks for a path that no list has', async () => {
    const on = new ScriptedSystem();
    const { open, opened } = opening();
    const { signal } = new AbortController();
    const waiting = openWhenBack(known('/tmp/pty'), open, { signal }, on);
    on.path(false);
    await Promise.resolve();
    on.path(true);
    await waiting;
    expect(opened).toEqual(['/tmp/pty']);
  });

  it('ends with an error that waiting does not mend', async () => {
    const on = new ScriptedSystem();
    const { open } = opening('bad-baud-rate');
    const { signal } = new AbortController();
    const waiting = openWhenBack(known('/dev/ttyACM0', PICO), open, { signal }, on);
    on.list(PICO);
    await expect(waiting).rejects.toMatchObject({ code: 'bad-baud-rate' });
    expect(on.watches).toBe(0);
  });

  it('ends at once when it is not wanted any more', async () => {
    const on = new ScriptedSystem();
    const { open, opened } = opening();
    const abort = new AbortController();
    const waiting = openWhenBack(known('/dev/ttyACM0', PICO), open, abort, on);
    on.list();
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    await expect(
      openWhenBack(known('/tmp/pty'), open, { signal: AbortSignal.abort() }, on),
    ).rejects.toMatchObject({ code: 'aborted' });
    expect(opened).toEqual([]);
    expect(on.watches).toBe(0);
  });
});
