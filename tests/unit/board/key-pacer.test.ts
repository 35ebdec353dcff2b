import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyPacer } from '../../../src/engine/board/key-pacer';
import { Link } from '../../../src/engine/board/link';
import { isAdderError } from '../../../src/shared/errors';
import { ScriptedTransport } from './scripted-transport';

const LINE = `${'x'.repeat(89)}\r`;

let mayGo: boolean;

function pacer(inFlight = 255) {
  const transport = new ScriptedTransport(() => undefined, { inFlight });
  const link = new Link(transport, () => undefined);
  return {
    transport,
    pacer: new KeyPacer(
      link,
      () => mayGo,
      () => undefined,
      () => Infinity,
    ),
  };
}

/** The board says something, and it is heard. */
async function says(transport: ScriptedTransport, text: string): Promise<void> {
  transport.say(text);
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  mayGo = true;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

describe('keys on a link without flow control', () => {
  it('go out at once while the board can hold them', async () => {
    const { transport, pacer: keys } = pacer();
    for (const key of 'print(1)\r') await keys.send(Buffer.from(key));
    expect(transport.sent).toBe('print(1)\r');
  });

  it('of a paste wait for the prompt behind each line, however it is cut', async () => {
    const { transport, pacer: keys } = pacer();
    await keys.send(Buffer.from(LINE.repeat(5)));
    expect(transport.sent).toBe(LINE.repeat(2));
    for (const part of ['x\r', '\n>>', '> ']) await says(transport, part);
    expect(transport.sent).toBe(LINE.repeat(3));
    await says(transport, 'x\r\n... \r\n=== ');
    expect(transport.sent).toBe(LINE.repeat(5));
  });

  it('leave room for a prompt that was on its way before', async () => {
    const { transport, pacer: keys } = pacer();
    await keys.send(Buffer.from('t = t + 1\r'.repeat(100)));
    await says(transport, '\r\n>>> ');
    expect(transport.sent.length).toBeLessThanOrEqual(255);
  });

  it('go out later where no prompt says that they were taken', async () => {
    const { transport, pacer: keys } = pacer();
    await keys.send(Buffer.from('y'.repeat(600)));
    expect(transport.sent).toHaveLength(191);
    await vi.advanceTimersByTimeAsync(2999);
    expect(transport.sent).toHaveLength(191);
    await vi.advanceTimersByTimeAsync(1);
    expect(transport.sent).toHaveLength(382);
    await vi.advanceTimersByTimeAsync(3000);
    await vi.advanceTimersByTimeAsync(3000);
    expect(transport.sent).toHaveLength(600);
  });

  it('are overtaken by Ctrl-C, which ends the paste', async () => {
    const { transport, pacer: keys } = pacer();
    await keys.send(Buffer.from(LINE.repeat(5)));
    await keys.send(Buffer.from('ab\x03c'));
    expect(transport.sent).toBe(`${LINE.repeat(2)}\x03c`);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(transport.sent).toBe(`${LINE.repeat(2)}\x03c`);
  });

  it('wait while the stream is the engine’s', async () => {
    const { transport, pacer: keys } = pacer();
    await keys.send(Buffer.from(LINE.repeat(3)));
    mayGo = false;
    await says(transport, '\r\n>>> ');
    await keys.send(Buffer.from('later'));
    expect(transport.sent).toBe(LINE.repeat(2));
    mayGo = true;
    await keys.goOn();
    expect(transport.sent).toBe(`${LINE.repeat(3)}later`);
  });

  it('have a limit, and end with the link', async () => {
    const { transport, pacer: keys } = pacer();
    const error = await keys
      .send(new Uint8Array(256 * 1024 + 1))
      .catch((thrown: unknown) => thrown);
    expect(isAdderError(error, 'board-busy')).toBe(true);
    await keys.send(Buffer.from(LINE.repeat(5)));
    await transport.close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(transport.sent).toBe(LINE.repeat(2));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are none of its business where the link holds the sender back', async () => {
    const { transport, pacer: keys } = pacer(Infinity);
    await keys.send(Buffer.from(LINE.repeat(50)));
    expect(transport.sent).toBe(LINE.repeat(50));
  });
});
