import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { createTransport } from '../../../src/engine/transport/resolve';
import { rateTransport } from '../../../src/engine/transport/wrap/paced';
import { parseAddress } from '../../../src/shared/address';
import type { Progress } from '../../../src/shared/board';
import { connectVirtual, freshHome, rejection, withWrite } from './support';

const everyByte = Uint8Array.from({ length: 256 * 5 }, (_, index) => index & 255);

describe('a file on the board', () => {
  it.each([
    ['empty', new Uint8Array(0)],
    ['one byte', Uint8Array.of(0)],
    ['every byte value', everyByte],
    ['commands of the raw REPL', Uint8Array.of(1, 2, 3, 4, 5, 0x18)],
    ['no final line end', utf8('x = 1')],
    ['CRLF', utf8('a\r\nb\r\n')],
    ['a line of 4000 characters', utf8(`${'é'.repeat(4000)}\n`)],
  ])('comes back as it went: %s', async (_, content) => {
    const { board } = await connectVirtual();
    await board.files.write('/file.bin', content);
    expect(Buffer.from(await board.files.read('/file.bin'))).toEqual(Buffer.from(content));
    expect(await board.files.stat('/file.bin')).toMatchObject({
      kind: 'file',
      size: content.length,
    });
    expect((await board.files.list('/')).map(({ name }) => name)).toEqual(['file.bin']);
  });

  it('of 200 KB comes back as it went, with progress all the way', async () => {
    const { board } = await connectVirtual();
    const content = randomBytes(200 * 1024);
    const up: Progress[] = [];
    const down: Progress[] = [];
    await board.files.write('/big.bin', content, { onProgress: (progress) => up.push(progress) });
    const back = await board.files.read('/big.bin', {
      onProgress: (progress) => down.push(progress),
    });
    expect(Buffer.compare(back, content)).toBe(0);
    for (const steps of [up, down]) {
      const counts = steps.map(({ done }) => done);
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      expect(steps.at(-1)).toEqual({ done: content.length, total: content.length });
    }
  });

  it('is deflated by a board that can, where the line is slower than that', async () => {
    const home = await freshHome();
    // Slow enough for a busy machine, too: the board measures how long it takes.
    const transport = createTransport('rate=57600+virtual:', {
      dataDirectory: home,
      holder: 'a test',
    });
    let heard = 0;
    transport.onBytes(({ length }) => void (heard += length));
    const board = await Board.connect(transport);
    onTestFinished(() => board.close());
    const content = readFileSync('package-lock.json').subarray(0, 20_000);
    await board.files.write('/text.json', content);
    heard = 0;
    expect(Buffer.compare(await board.files.read('/text.json'), content)).toBe(0);
    expect(heard).toBeLessThan(content.length * 0.6);
  });

  it('of 10 MB comes back as it went, from a board that is big enough', async () => {
    const { board } = await connectVirtual({ sizeBytes: 24 * 1024 * 1024 });
    const content = randomBytes(10 * 1024 * 1024);
    expect(await board.files.write('/big.bin', content)).toBe('hash');
    expect(Buffer.compare(await board.files.read('/big.bin'), content)).toBe(0);
  });

  it.each([
    "it's",
    'two words',
    'double"quote',
    'back\\slash',
    'emoji 😀',
    'שלום',
    '..py',
    '-rf',
    '%s',
    "'); import os #",
  ])('may be called %j', async (name) => {
    const { board } = await connectVirtual();
    await board.files.write(`/${name}`, utf8(name));
    expect((await board.files.list('/')).map((entry) => entry.name)).toEqual([name]);
    expect(Buffer.from(await board.files.read(`/${name}`)).toString()).toBe(name);
    await board.files.rename(`/${name}`, '/plain');
    await board.files.remove('/plain');
    expect(await board.files.list('/')).toEqual([]);
  });

  it('does not get out of the board by a name', async () => {
    const { board, home } = await connectVirtual();
    expect(home).not.toBe('');
    await board.files.write('/../../escaped.txt', utf8('x')).catch(() => undefined);
    expect(await rejection(board.files.read('/../../../../etc/hostname'))).toMatchObject({
      code: 'file-not-found',
    });
  });

  it('stays whole when the new one does not fit, and the error says so', async () => {
    const { board } = await connectVirtual();
    await board.files.write('/keep.py', utf8('old'));
    expect(
      await rejection(board.files.write('/keep.py', new Uint8Array(3 * 1024 * 1024))),
    ).toMatchObject({
      code: 'board-full',
    });
    expect(Buffer.from(await board.files.read('/keep.py')).toString()).toBe('old');
    expect((await board.files.list('/')).map(({ name }) => name)).toEqual(['keep.py']);
  });

  it('stays whole when the upload is cancelled, and nothing is left behind', async () => {
    const { board } = await connectVirtual();
    await board.files.write('/keep.py', utf8('old'));
    const stop = new AbortController();
    const upload = board.files.write('/keep.py', randomBytes(300_000), {
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done > 50_000) stop.abort();
      },
    });
    expect(await rejection(upload)).toMatchObject({ code: 'aborted' });
    expect(Buffer.from(await board.files.read('/keep.py')).toString()).toBe('old');
    expect((await board.files.list('/')).map(({ name }) => name)).toEqual(['keep.py']);
    expect(board.mode).toBe('idle');
  });

  it('ends a download on a slow line although much of it was said already', async () => {
    const { board: quick, home } = await connectVirtual();
    await quick.files.write('/much.bin', randomBytes(60_000));
    await quick.close();
    const { board } = await connectVirtual({
      home,
      wrap: (transport) => rateTransport(parseAddress('rate=115200+virtual:'), 115_200, transport),
    });
    const stop = new AbortController();
    const { signal } = stop;
    const onProgress = ({ done }: Progress): void => {
      if (done > 20_000) stop.abort();
    };
    const download = board.files.read('/much.bin', { signal, onProgress });
    expect(await rejection(download)).toMatchObject({ code: 'aborted' });
    expect(await board.eval('6*7')).toBe('42');
  }, 60_000);

  it('is the old or the new one wherever the link is cut', async () => {
    const first = await connectVirtual();
    await first.board.files.write('/keep.py', utf8('old'));
    const content = randomBytes(9000);
    let whole = 0;
    await first.board.close();
    // The last cuts lie behind the end of the exchange: there the new file is expected.
    for (let cut = 0; cut < 24; cut++) {
      let sent = 0;
      const { board } = await connectVirtual({
        home: first.home,
        wrap: (transport) =>
          withWrite(transport, (bytes, write) => {
            sent += bytes.length;
            if (sent > 800 * cut) void transport.close();
            return write(bytes);
          }),
      }).catch(() => ({ board: undefined }));
      const result = await board?.files.write('/keep.py', content).then(
        () => 'written',
        () => 'failed',
      );
      await board?.close();
      const check = await connectVirtual({ home: first.home });
      const now = Buffer.from(await check.board.files.read('/keep.py'));
      const isNew = now.equals(content);
      expect(isNew || now.toString() === 'old').toBe(true);
      if (result === 'written') expect(isNew).toBe(true);
      if (isNew) whole++;
      await check.board.close();
    }
    expect(whole).toBeGreaterThan(0);
    expect(whole).toBeLessThan(24);
  }, 60_000);
});

describe('an operation that is refused', () => {
  it('leaves the raw REPL to the next one, since nothing of it is left', async () => {
    const { board, transport } = await connectVirtual();
    await board.exec('pass');
    const write = vi.spyOn(transport, 'write');
    const isFound = (path: string): Promise<boolean> =>
      board.files.stat(path).then(
        () => true,
        () => false,
      );
    const found = [await isFound('/none'), await isFound('/'), await isFound('/nor this')];
    expect(found).toEqual([false, true, false]);
    const sent = Buffer.concat(write.mock.calls.map(([bytes]) => bytes));
    expect(sent.includes('\x01') || sent.includes('\x02')).toBe(false);
  });

  it('gives the raw REPL up when it may have left input unread', async () => {
    const { board, transport } = await connectVirtual();
    await board.exec('pass');
    const write = vi.spyOn(transport, 'write');
    const file = board.files.write('/none/file', new Uint8Array(300));
    expect(await rejection(file)).toMatchObject({ code: 'file-not-found' });
    expect(await board.eval('6*7')).toBe('42');
    const sent = write.mock.calls.map(([bytes]) => Buffer.from(bytes).toString('latin1'));
    expect(sent).toContain('\x02');
  });
});

describe('folders on the board', () => {
  it('are made, listed with sizes, and removed with all that is in them', async () => {
    const { board } = await connectVirtual();
    await board.files.makeFolder('/lib');
    await board.files.makeFolder('/lib/deep');
    await board.files.write('/lib/deep/a.py', utf8('123'));
    expect(await board.files.list('/')).toEqual([{ name: 'lib', kind: 'folder', size: 0 }]);
    expect(await board.files.list('/lib/deep')).toEqual([{ name: 'a.py', kind: 'file', size: 3 }]);
    expect(await rejection(board.files.remove('/lib'))).toMatchObject({ code: 'folder-not-empty' });
    await board.files.remove('/lib', { recursive: true });
    expect(await board.files.list('/')).toEqual([]);
  });

  it('tell their room', async () => {
    const { board } = await connectVirtual();
    const before = await board.files.space('/');
    expect(before.total).toBe(2 * 1024 * 1024);
    await board.files.write('/x', new Uint8Array(100_000));
    const after = await board.files.space('/');
    expect(before.free - after.free).toBeGreaterThanOrEqual(100_000);
  });

  it.each([
    ['file-not-found', (f: F) => f.read('/nope')],
    ['file-not-found', (f: F) => f.list('/nope')],
    ['file-not-found', (f: F) => f.stat('/nope')],
    ['file-not-found', (f: F) => f.remove('/nope')],
    ['file-not-found', (f: F) => f.rename('/nope', '/x')],
    ['file-not-found', (f: F) => f.write('/nope/x.py', utf8('x'))],
    ['file-exists', (f: F) => f.makeFolder('/folder')],
    ['file-exists', (f: F) => f.rename('/file', '/folder')],
    ['is-a-folder', (f: F) => f.read('/folder')],
    ['is-a-folder', (f: F) => f.write('/folder', utf8('x'))],
    ['not-a-folder', (f: F) => f.list('/file')],
    ['bad-name', (f: F) => f.write('/folder/', utf8('x'))],
  ])('%s: %s', async (code, act) => {
    const { board } = await connectVirtual();
    await board.files.makeFolder('/folder');
    await board.files.write('/file', utf8('x'));
    expect(await rejection(act(board.files))).toMatchObject({ code });
    expect((await board.files.list('/')).map(({ name }) => name).sort()).toEqual([
      'file',
      'folder',
    ]);
  });
});

type F = Awaited<ReturnType<typeof connectVirtual>>['board']['files'];
