// What a real port does not do on demand: errors of the system's poll, and calls out of order. All else is seen on real
// pseudo-terminals in tests/integration/transport.

import { closeSync, openSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done } from '../../../src/engine/transport/port-stream';
import type { NativePorts, Poller } from '../../../src/engine/transport/port-bindings';
import { UnixPort } from '../../../src/engine/transport/unix-port';

const READABLE = 1;
const HUNG_UP = 4;

type OnEvents = (error: Error | null | undefined, events?: number) => void;

let steps: string[];
let tell: OnEvents;
let closing: Promise<void>;

class FakePoller implements Poller {
  constructor(_descriptor: number, onEvents: OnEvents) {
    tell = onEvents;
  }
  poll(events: number): void {
    steps.push(`poll ${events}`);
  }
  stop(): void {
    steps.push('stop');
  }
  destroy(): void {
    steps.push('destroy');
  }
}

const native: NativePorts = {
  Poller: FakePoller,
  asyncOpen: (path) => Promise.resolve(openSync(path, 'r+')),
  asyncClose: (descriptor) => {
    closeSync(descriptor);
    return closing;
  },
  asyncSet: () => Promise.reject(new Error('not a line with signals')),
  asyncGetBaudRate: () => Promise.resolve({ baudRate: 9600 }),
};

/** Takes all and gives nothing, which is the end of a line. */
function port(path = '/dev/null'): UnixPort {
  return new UnixPort(native, () => native.asyncOpen(path, {}));
}

beforeEach(() => {
  steps = [];
  closing = Promise.resolve();
});

describe.skipIf(process.platform === 'win32')('a port that is not open', () => {
  it('takes no bytes, has no lines and no speed, and is not closed', async () => {
    const shut = port();
    expect(shut.isOpen).toBe(false);
    expect(shut.port).toBeUndefined();
    const bytes = Buffer.from('x');
    await expect(done((callback) => shut.write(bytes, callback))).rejects.toThrow('not open');
    const signals = { dtr: true, rts: true, brk: false };
    await expect(done((callback) => shut.set(signals, callback))).rejects.toThrow('not open');
    await expect(done((callback) => shut.close(callback))).rejects.toThrow('not open');
  });

  it('says why it does not open', async () => {
    const missing = port('/nowhere/at/all');
    await expect(done((callback) => missing.open(callback))).rejects.toThrow('ENOENT');
    expect(missing.isOpen).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('an open port', () => {
  let open: UnixPort;
  let causes: (Error | null)[];

  beforeEach(async () => {
    open = port();
    causes = [];
    open.on('close', (cause: Error | null) => causes.push(cause));
    await done((callback) => open.open(callback));
  });
  afterEach(async () => {
    if (open.isOpen) await done((callback) => open.close(callback));
  });

  it('writes, tells its speed, and hands on what its lines say', async () => {
    await done((callback) => open.write(Buffer.from('x'), callback));
    expect(await open.port?.getBaudRate()).toEqual({ baudRate: 9600 });
    const signals = { dtr: true, rts: true, brk: false };
    await expect(done((callback) => open.set(signals, callback))).rejects.toThrow('signals');
    expect(open.isOpen).toBe(true);
  });

  it('is read only while it flows, and looks out for the end meanwhile', () => {
    open.pause();
    open.resume();
    expect(steps).toEqual([`poll ${READABLE}`, `poll ${HUNG_UP}`, `poll ${READABLE}`]);
  });

  it.each([
    ['reading gives nothing', () => tell(null, READABLE), 'the line has ended'],
    ['it hangs up', () => tell(null, HUNG_UP), 'the line has ended'],
    ['the poll fails', () => tell(new Error('EBADF')), 'EBADF'],
  ])('is lost when %s', async (_, happen, message) => {
    happen();
    expect(open.isOpen).toBe(false);
    await closing;
    await Promise.resolve();
    expect(causes.map((cause) => cause?.message)).toEqual([message]);
    expect(steps.slice(-2)).toEqual(['stop', 'destroy']);
    happen(); // late news is none
    expect(causes).toHaveLength(1);
  });

  it('is closed although the system complains', async () => {
    closing = Promise.reject(new Error('EIO'));
    closing.catch(() => undefined);
    await expect(done((callback) => open.close(callback))).rejects.toThrow('EIO');
    expect(open.isOpen).toBe(false);
    expect(causes).toEqual([null]);
  });

  it('that fails at a write is lost, and says so to all who wait', async () => {
    // What is open for reading alone takes no byte.
    const deaf = new UnixPort(native, () => Promise.resolve(openSync('/dev/null', 'r')));
    const gone: (Error | null)[] = [];
    deaf.on('close', (cause: Error | null) => gone.push(cause));
    await done((callback) => deaf.open(callback));
    await expect(done((callback) => deaf.write(Buffer.from('x'), callback))).rejects.toMatchObject({
      code: 'EBADF',
    });
    await closing;
    await Promise.resolve();
    expect(deaf.isOpen).toBe(false);
    expect(gone).toMatchObject([{ code: 'EBADF' }]);
  });

  it('that cannot be read is lost with the system’s own error', async () => {
    const mute = new UnixPort(native, () => Promise.resolve(openSync('/dev/null', 'w')));
    const gone: (Error | null)[] = [];
    mute.on('close', (cause: Error | null) => gone.push(cause));
    await done((callback) => mute.open(callback));
    tell(null, READABLE);
    await closing;
    await Promise.resolve();
    expect(gone).toMatchObject([{ code: 'EBADF' }]);
  });

  it('is not read when the news comes after it was paused', () => {
    open.pause();
    tell(null, READABLE);
    expect(open.isOpen).toBe(true);
    expect(causes).toEqual([]);
  });
});
