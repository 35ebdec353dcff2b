// Boards over WebREPL: a virtual one, and a MicroPython of this machine whose receive buffer loses what does not fit.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import type { WebReplServer } from '../../targets/webrepl/server';
import { PASSWORD, type WebReplOptions } from '../../targets/webrepl/server';
import { startPtyWebRepl } from '../../targets/webrepl/pty';
import { startVirtualWebRepl } from '../../targets/webrepl/virtual';
import { freshHome, rejection, Shown, text } from './support';

const EVERY_BYTE = Uint8Array.from({ length: 256 * 3 }, (_, at) => at & 255);

async function connect(server: WebReplServer) {
  const shown = new Shown();
  const transport = createTransport(server.address, {
    dataDirectory: '',
    holder: 'a test',
    secret: () => Promise.resolve({ value: PASSWORD }),
  });
  const board = await Board.connect(transport, { onConsole: shown.sink });
  onTestFinished(() => board.close());
  return { board, transport, shown };
}

async function virtual(options: WebReplOptions = {}) {
  const home = await freshHome();
  // Its window of raw paste is 2 KB, as no board's behind such a ring is.
  const { server, ...rig } = await startVirtualWebRepl(home, { ring: Infinity, ...options });
  onTestFinished(() => rig.stop());
  return { home, server, ...(await connect(server)) };
}

async function onPty() {
  const { server, stop } = await startPtyWebRepl();
  onTestFinished(stop);
  return { server, ...(await connect(server)) };
}

function describeBoard(
  name: string,
  start: () => Promise<Awaited<ReturnType<typeof onPty>>>,
): void {
  it(`${name} is found at its prompt, and runs programs`, async () => {
    const { board } = await start();
    expect(board.mode).toBe('idle');
    expect(await board.eval('1 + 1')).toBe('2');
    const long = `x = '${'y'.repeat(5000)}'\nprint(len(x))`;
    expect(text((await board.exec(long)).stdout).trim()).toBe('5000');
  });

  it(`${name} takes and gives files with every byte value`, async () => {
    const { board, server } = await start();
    for (const bytes of [EVERY_BYTE, randomBytes(5000), new Uint8Array(0)]) {
      await board.files.write('/data.bin', bytes);
      expect(Buffer.from(await board.files.read('/data.bin')).equals(bytes)).toBe(true);
    }
    expect(server.lost).toBe(0);
  });

  it(`${name} stops a program that loops, by Ctrl-C`, async () => {
    const { board, shown } = await start();
    const running = board.run('print("goes" + "on")\nwhile True: pass');
    await shown.until('goeson');
    await board.interrupt();
    expect((await running).stderr).toContain('KeyboardInterrupt');
    expect(board.mode).toBe('idle');
  });
}

describe('a virtual board over WebREPL', () => {
  describeBoard('it', () => virtual());

  it('is found busy, although the server always says ">>> "', async () => {
    const { server, board, shown } = await virtual();
    await board.type(Buffer.from('while True: pass\r\r'));
    await shown.until('pass\r\n... \r\n');
    await board.close();
    const again = await connect(server);
    expect(again.board.mode).toBe('silent');
    await again.board.interrupt();
    expect(again.board.mode).toBe('idle');
  });

  it('works in frames of one byte', async () => {
    const { board } = await virtual({ frameBytes: 1 });
    await board.files.write('/a', EVERY_BYTE);
    expect(await board.files.read('/a')).toEqual(Buffer.from(EVERY_BYTE));
  });

  it('has whole files beside its idle REPL', async () => {
    const { board, transport, home } = await virtual();
    const bytes = randomBytes(30_000);
    await transport.files?.put('/.adder-new', bytes);
    expect(readFileSync(join(home, '.adder-new')).equals(bytes)).toBe(true);
    await board.files.rename('/.adder-new', '/kept.bin');
    const got = await transport.files?.get('/kept.bin');
    expect(got && bytes.equals(got)).toBe(true);
  });

  it('is lost by a soft reset, and the error says why', async () => {
    const { board } = await virtual();
    expect(await rejection(board.softReset({ runMain: false }))).toMatchObject({
      code: 'link-reset',
    });
    expect(board.mode).toBe('lost');
    expect(await rejection(board.exec('1'))).toMatchObject({ code: 'link-reset' });
  });

  it('is lost by a soft reset as a person does it, and the end says why', async () => {
    const { board, server } = await virtual();
    await board.softReset();
    expect(await board.closed).toMatchObject({ kind: 'lost', error: { code: 'link-reset' } });
    // Another loss is another matter.
    const again = await connect(server);
    server.drop();
    expect(await again.board.closed).toMatchObject({ error: { code: 'link-lost' } });
  });

  it('is not soft-reset by Run', async () => {
    const { board } = await virtual();
    await board.exec('kept = 7');
    expect(text((await board.run('print(kept)')).stdout)).toBe('');
    expect(board.mode).toBe('idle');
  });
});

describeWithTarget('a MicroPython behind a pty, over WebREPL', () => {
  describeBoard('it', onPty);

  it('takes a paste that is larger than its ring, and Ctrl-C ends one', async () => {
    const { board, shown } = await onPty();
    const line = `n += 1  # ${'x'.repeat(40)}\r`;
    await board.type(Buffer.from(`n = 0\r${line.repeat(60)}print("all", n)\r`));
    await shown.until(/all \d+/);
    expect(shown.text).toContain('all 60');
    await board.type(Buffer.from(`n = 0\r${line.repeat(200)}`));
    await board.type(Buffer.from('\x03print("end", n)\r'));
    await shown.until(/end \d+/);
    expect(Number(/end (\d+)/.exec(shown.text)?.[1])).toBeLessThan(60);
  });

  it('takes a paste in one go with work of the engine between its lines', async () => {
    const { board, shown } = await onPty();
    const line = `n += 1  # ${'x'.repeat(40)}\r`;
    await board.type(Buffer.from(`n = 0\r${line.repeat(40)}print("all", n)\r`));
    const work = Array.from({ length: 5 }, () => board.exec('1').catch(() => undefined));
    await Promise.all([...work, shown.until(/all \d+/)]);
    expect(shown.text).toContain('all 40');
  });
});
