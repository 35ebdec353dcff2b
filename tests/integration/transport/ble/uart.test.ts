import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectCode } from '../compliance';
import { Receiver } from '../../../../src/engine/transport/compliance/receiver';
import { connected } from './rig';
import { scriptedPeer } from './peers';

const BYTES = Buffer.from(Array.from({ length: 250 }, (_, value) => value));

function sizes(device: { readonly writes: readonly { readonly bytes: Uint8Array }[] }): number[] {
  return device.writes.map(({ bytes }) => bytes.length);
}

describe('what is written to a Bluetooth device', () => {
  it.each([
    ['nothing', undefined, 20],
    ['nothing that makes sense (0)', 0, 20],
    ['nothing that makes sense (65533)', 65533, 20],
    ['an MTU of 23', 20, 20],
    ['an MTU of 53', 50, 50],
    ['an MTU of 247', 244, 100],
  ])('has pieces that fit where the system knows %s', async (_, payload, size) => {
    const { transport, device } = await connected(payload === undefined ? {} : { payload });
    await transport.write(BYTES);
    expect(Math.max(...sizes(device))).toBe(size);
    expect(Buffer.concat(device.writes.map(({ bytes }) => bytes)).equals(BYTES)).toBe(true);
    await transport.close();
  });

  it('is confirmed by the device, piece after piece', async () => {
    let running = 0;
    let most = 0;
    const { transport, device } = await connected({
      peer: {
        written: async () => {
          most = Math.max(most, ++running);
          await setImmediate();
          running--;
        },
      },
    });
    await Promise.all([transport.write(BYTES), transport.write(BYTES)]);
    expect(most).toBe(1);
    expect(device.writes.every(({ response }) => response)).toBe(true);
    await transport.close();
  });

  it('goes without confirmation only where the device has none', async () => {
    const properties = { write: false, writeWithoutResponse: true };
    const { transport, device } = await connected({ properties });
    await transport.write(BYTES);
    expect(device.writes.some(({ response }) => response)).toBe(false);
    await transport.close();
  });

  it('waits for a slow device, and can be aborted there', async () => {
    const { transport, device } = await connected({ peer: scriptedPeer('deaf') });
    const abort = new AbortController();
    const writing = transport.write(BYTES, { signal: abort.signal });
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    expect(device.writes).toHaveLength(1);
    abort.abort();
    await expectCode(writing, 'aborted');
    await transport.close();
  });

  it('ends the link when a write fails', async () => {
    const { transport, device } = await connected({
      peer: { written: () => Promise.reject(new Error('Write failed')) },
    });
    const error = await expectCode(transport.write(BYTES), 'link-lost');
    expect(error.detail).toBe('A write failed: Write failed');
    expect(device.connected).toBe(false);
  });
});

describe('what a Bluetooth device says', () => {
  it('comes in order and whole, also what it says before the link is open', async () => {
    const { transport, device } = await connected({
      peer: {
        written: () => undefined,
        started: (notify) => notify(Buffer.from('0 ')),
      },
    });
    const receiver = new Receiver(transport);
    for (let count = 1; count < 200; count++) device.notify(Buffer.from(`${count} `));
    const expected = Array.from({ length: 200 }, (_, count) => `${count} `).join('');
    expect(await receiver.text(' 199 ')).toBe(expected);
    await transport.close();
  });

  it('is kept when the device goes out of reach right after it', async () => {
    const { transport, device } = await connected({});
    device.notify(Buffer.from('last words'));
    device.drop();
    await transport.closed;
    expect(await new Receiver(transport).text('words')).toBe('last words');
  });
});

describe('a Bluetooth link', () => {
  it('is lost at once when the device goes out of reach in the middle of a write', async () => {
    let pieces = 0;
    const { transport, device, process } = await connected({
      peer: {
        written: () => {
          if (++pieces === 3) device.drop();
        },
      },
    });
    const error = await expectCode(transport.write(BYTES), 'link-lost');
    expect(error.detail).toBe('The device has ended the connection.');
    expect(pieces).toBe(3);
    await transport.close();
    expect(process.running()).toBe(0);
  });

  it('lets the device go when it closes', async () => {
    const { transport, device, process } = await connected({});
    await transport.close();
    expect(device.connected).toBe(false);
    expect(process.running()).toBe(0);
  });

  it('is lost when the process crashes, with its last words', async () => {
    const { transport, process } = await connected({ peer: scriptedPeer('deaf') });
    const writing = expectCode(transport.write(BYTES), 'link-lost');
    process.crash({ how: 'SIGSEGV', lastWords: 'something\nnative\n' });
    const error = await writing;
    expect(error.detail).toContain('SIGSEGV: native.');
  });

  it('is lost when the process says what makes no sense', async () => {
    const { transport, process } = await connected({});
    process.say({ kind: 'bytes', bytes: 'text' });
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.code).toBe('internal');
  });

  it.each([
    ['an unknown command', { kind: 'dance' }],
    ['a second task', { kind: 'scan' }],
    ['no command at all', undefined],
  ])('is lost when its process is told %s', async (_, message) => {
    const { transport, process } = await connected({});
    process.tell(message);
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.code).toBe('internal');
  });

  it('has the traits of a prompt with small buffers, whose radio a soft reset switches off', async () => {
    const { transport } = await connected({});
    expect(transport.link).toEqual({
      inFlight: 100,
      eightBitClean: true,
      resetsOnOpen: false,
      survivesSoftReset: false,
    });
    expect(transport).toHaveProperty('setSignals', undefined);
    await transport.close();
  });
});
