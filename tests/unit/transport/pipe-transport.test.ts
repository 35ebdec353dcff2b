import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { PipeTransport } from '../../../src/engine/transport/pipe-transport';
import { linkAddress } from '../../../src/shared/address';
import { AdderError } from '../../../src/shared/errors';
import { FakeDriver, gate } from './fake-driver';

const ADDRESS = linkAddress({ kind: 'virtual', name: 'x' });

let driver: FakeDriver;
let transport: PipeTransport;

beforeEach(() => {
  driver = new FakeDriver();
  transport = new PipeTransport(ADDRESS, driver);
});

function bytes(text: string): Uint8Array {
  return Buffer.from(text);
}

function hear(): string[] {
  const heard: string[] = [];
  transport.onBytes((data) => heard.push(Buffer.from(data).toString()));
  return heard;
}

describe('opening', () => {
  it('says its address', () => {
    expect(transport.address).toBe('virtual:x');
  });

  it('gives a failure back as it came, and as the end', async () => {
    const error = new AdderError('port-busy');
    driver.opening = Promise.reject(error);
    await expect(transport.open()).rejects.toBe(error);
    expect(await transport.closed).toEqual({ kind: 'lost', error });
    expect(driver.calls).toEqual(['open']);
  });

  it('closes what opened in spite of an abort', async () => {
    const opening = gate();
    driver.opening = opening.promise;
    const abort = new AbortController();
    const open = transport.open({ signal: abort.signal });
    abort.abort();
    expect(driver.signal.aborted).toBe(true);
    opening.pass();
    await expect(open).rejects.toMatchObject({ code: 'aborted' });
    expect(driver.calls).toEqual(['open', 'close']);
    expect(await transport.closed).toEqual({ kind: 'closed' });
  });

  it('does not begin with an aborted signal', async () => {
    await expect(transport.open({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(driver.calls).toEqual([]);
  });

  it('fails when the link is lost meanwhile', async () => {
    const opening = gate();
    driver.opening = opening.promise;
    const open = transport.open();
    const error = new AdderError('link-lost');
    driver.events.lost(error);
    opening.pass();
    await expect(open).rejects.toBe(error);
    expect(driver.calls).toEqual(['open', 'close']);
  });
});

describe('writing', () => {
  it('goes out in pieces, one after the other', async () => {
    await transport.open();
    await Promise.all([transport.write(bytes('abcdefghij')), transport.write(bytes('k'))]);
    expect(driver.calls.slice(1)).toEqual(['send abcd', 'send efgh', 'send ij', 'send k']);
  });

  it('stops between two pieces when aborted, and the next write follows the piece on its way', async () => {
    await transport.open();
    const sending = gate();
    driver.sending = sending.promise;
    const abort = new AbortController();
    const first = transport.write(bytes('abcdefgh'), { signal: abort.signal });
    const second = transport.write(bytes('k'));
    abort.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(driver.calls.slice(1)).toEqual(['send abcd']);
    sending.pass();
    await second;
    expect(driver.calls.slice(1)).toEqual(['send abcd', 'send k']);
  });

  it('never sends what was aborted while it waited', async () => {
    await transport.open();
    const sending = gate();
    driver.sending = sending.promise;
    const first = transport.write(bytes('a'));
    const abort = new AbortController();
    const second = transport.write(bytes('b'), { signal: abort.signal });
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    sending.pass();
    await first;
    await transport.write(bytes('c'));
    expect(driver.calls.slice(1)).toEqual(['send a', 'send c']);
  });

  it('is over for all when the link is lost, though the link never answers', async () => {
    await transport.open();
    driver.sending = gate().promise;
    const writes = [transport.write(bytes('a')), transport.write(bytes('b'))];
    const error = new AdderError('link-lost', { detail: 'unplugged' });
    driver.events.lost(error);
    for (const write of writes) await expect(write).rejects.toBe(error);
    expect(await transport.closed).toEqual({ kind: 'lost', error });
    await transport.close();
    expect(driver.calls.filter((call) => call === 'close')).toHaveLength(1);
  });

  it('loses the link when the link refuses a piece', async () => {
    await transport.open();
    driver.sending = Promise.reject(new Error('EIO'));
    await expect(transport.write(bytes('a'))).rejects.toMatchObject({ code: 'link-lost' });
    expect((await transport.closed).kind).toBe('lost');
  });
});

describe('hearing', () => {
  it('keeps bytes for the first listener, and never calls it within onBytes', async () => {
    await transport.open();
    driver.events.bytes(bytes('a'));
    driver.events.bytes(bytes('b'));
    const heard = hear();
    expect(heard).toEqual([]);
    driver.events.bytes(bytes('c'));
    await setImmediate();
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  it('keeps bytes while nobody listens, also beyond the end', async () => {
    await transport.open();
    transport.onBytes(() => undefined)();
    driver.events.bytes(bytes('a'));
    driver.events.lost(new AdderError('link-lost'));
    await transport.closed;
    const heard = hear();
    await setImmediate();
    expect(heard).toEqual(['a']);
  });

  it('holds the link back when much is kept, and lets it go on when it was taken', async () => {
    await transport.open();
    driver.events.bytes(new Uint8Array(65_535));
    expect(driver.calls).toEqual(['open']);
    driver.events.bytes(new Uint8Array(1));
    expect(driver.calls).toEqual(['open', 'pause']);
    driver.events.bytes(new Uint8Array(1));
    hear();
    await setImmediate();
    expect(driver.calls).toEqual(['open', 'pause', 'resume']);
  });

  it('pauses the link at once when it was paused before it opened', async () => {
    transport.pause();
    await transport.open();
    transport.pause();
    expect(driver.calls).toEqual(['open', 'pause']);
    transport.resume();
    expect(driver.calls).toEqual(['open', 'pause', 'resume']);
  });

  it('delivers nothing while paused', async () => {
    await transport.open();
    const heard = hear();
    transport.pause();
    driver.events.bytes(bytes('a'));
    await setImmediate();
    expect(heard).toEqual([]);
    transport.resume();
    driver.events.bytes(bytes('b'));
    await setImmediate();
    expect(heard).toEqual(['a', 'b']);
  });

  it('can be paused by a listener in the middle of what was kept', async () => {
    await transport.open();
    for (const text of ['a', 'b', 'c']) driver.events.bytes(bytes(text));
    const heard: string[] = [];
    transport.onBytes((data) => {
      heard.push(Buffer.from(data).toString());
      transport.pause();
    });
    await setImmediate();
    expect(heard).toEqual(['a']);
    transport.resume();
    await setImmediate();
    expect(heard).toEqual(['a', 'b']);
  });

  it('hears no bytes twice when a listener unsubscribes another', async () => {
    await transport.open();
    const heard: string[] = [];
    const stop = transport.onBytes(() => {
      heard.push('first');
      stop();
    });
    transport.onBytes(() => heard.push('second'));
    driver.events.bytes(bytes('a'));
    driver.events.bytes(bytes('b'));
    expect(heard).toEqual(['first', 'second', 'second']);
  });
});

describe('closing', () => {
  it('waits for an open that is on its way', async () => {
    const opening = gate();
    driver.opening = opening.promise;
    const open = transport.open();
    open.catch(() => undefined);
    const closing = transport.close();
    opening.pass();
    await closing;
    expect(driver.calls).toEqual(['open', 'close']);
    await expect(open).rejects.toMatchObject({ code: 'aborted' });
  });

  it('does not mind a link that cannot be closed', async () => {
    await transport.open();
    driver.close = () => Promise.reject(new Error('gone'));
    await transport.close();
    expect(await transport.closed).toEqual({ kind: 'closed' });
  });

  it('has signals only where the link has', () => {
    expect(transport.setSignals).toBeUndefined();
  });
});
