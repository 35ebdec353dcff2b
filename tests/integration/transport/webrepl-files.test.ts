// Whole files over a WebREPL, beside its terminal.

import { describe, expect, it } from 'vitest';
import { OPCODE } from '../../targets/webrepl/frames';
import { expectCode, pattern } from './compliance';
import { connected, filesOf, lostError } from './webrepl-rig';

describe('whole files over a WebREPL', () => {
  it('go both ways, with every byte value, and of any size', async () => {
    const { board, transport } = await connected();
    const files = filesOf(transport);
    for (const size of [0, 1, 255, 256, 257, 1024, 70_000]) {
      const progress: number[] = [];
      await files.put('/data.bin', pattern(size), {
        onProgress: ({ done }) => progress.push(done),
      });
      expect(board.stored.get('/data.bin')?.equals(pattern(size))).toBe(true);
      expect(progress.at(-1) ?? 0).toBe(size);
      const got = await files.get('/data.bin');
      expect(Buffer.from(got).equals(pattern(size))).toBe(true);
    }
  });

  it('leave the terminal alone', async () => {
    const { server, transport, receiver } = await connected();
    const putting = filesOf(transport).put('/a', pattern(100_000));
    await transport.write(Buffer.from('typed'));
    await putting;
    expect(await receiver.text('typed')).toBe('typed');
    expect(server.lost).toBe(0);
  });

  it('are done one after the other', async () => {
    const { board, transport } = await connected();
    const files = filesOf(transport);
    const names = ['/a', '/b', '/c'];
    await Promise.all(names.map((name, at) => files.put(name, pattern(3000 + at))));
    expect(names.map((name) => board.stored.get(name)?.length)).toEqual([3000, 3001, 3002]);
    expect(await Promise.all([files.version(), files.get('/b')])).toMatchObject([
      '1.27.0',
      { length: 3001 },
    ]);
  });

  it.each(['put', 'get'] as const)(
    'that cannot be opened end the link, and the error says so: %s',
    async (operation) => {
      const { transport } = await connected();
      const files = filesOf(transport);
      const work = operation === 'put' ? files.put('/no/a', pattern(9)) : files.get('/none');
      const error = await expectCode(work, 'link-lost');
      expect(error.detail).toContain('cannot open a file');
      expect((await transport.closed).kind).toBe('lost');
    },
  );

  it('have names of 1 to 63 bytes', async () => {
    const { board, transport } = await connected();
    const files = filesOf(transport);
    for (const name of ['', 'a'.repeat(64), 'ä'.repeat(32), 'a\0b']) {
      await expectCode(files.put(name, pattern(1)), 'bad-name');
      await expectCode(files.get(name), 'bad-name');
    }
    await files.put('a'.repeat(63), pattern(5));
    expect(board.stored.get('a'.repeat(63))).toHaveLength(5);
  });

  it('are cancelled at once; little is carried on, and the link stays', async () => {
    const { board, transport } = await connected();
    const files = filesOf(transport);
    const abort = new AbortController();
    const putting = files.put('/a', pattern(50_000), {
      signal: abort.signal,
      onProgress: ({ done }) => {
        if (done < 10_000) return;
        expect(abort.signal.aborted).toBe(false); // nothing is told after the cancel
        abort.abort();
      },
    });
    await expectCode(putting, 'aborted');
    expect(await files.version()).toBe('1.27.0');
    expect(board.stored.get('/a')).toHaveLength(50_000);
    const getAbort = new AbortController();
    const getting = files.get('/a', {
      signal: getAbort.signal,
      onProgress: () => getAbort.abort(),
    });
    await expectCode(getting, 'aborted');
    expect(await files.version()).toBe('1.27.0');
    await expectCode(files.version({ signal: abort.signal }), 'aborted');
  });

  it('of which much is left when they are cancelled end the link', async () => {
    const { board, transport } = await connected();
    const abort = new AbortController();
    const options = { signal: abort.signal, onProgress: () => abort.abort() };
    await expectCode(filesOf(transport).put('/a', pattern(900_000), options), 'aborted');
    expect((await lostError(transport)).detail).toContain('broke off');
    expect(board.stored.get('/a')).toHaveLength(0);
  });

  it('that wait are cancelled without having begun', async () => {
    const { server, transport } = await connected();
    const files = filesOf(transport);
    const abort = new AbortController();
    const first = files.put('/a', pattern(30_000));
    const second = expectCode(files.put('/b', pattern(1), { signal: abort.signal }), 'aborted');
    abort.abort();
    await second;
    await first;
    await files.version();
    expect(server.client.received.map((request) => request[2])).toEqual([1, 3]);
  });

  it('that are larger than wanted are not taken', async () => {
    const { board, transport } = await connected();
    board.stored.set('/large', pattern(5000));
    const getting = filesOf(transport).get('/large', { limit: 4999 });
    await expectCode(getting, 'file-too-large');
    expect((await transport.closed).kind).toBe('lost');
  });

  it('end with the link: dropped, closed, or answered with nonsense', async () => {
    for (const [end, code] of [
      ['drop', 'link-lost'],
      ['close', 'link-closed'],
      ['nonsense', 'protocol-damaged'],
    ] as const) {
      const { server, transport } = await connected();
      const session = server.client;
      const work = expectCode(
        filesOf(transport).put('/a', pattern(200_000), {
          onProgress: ({ done }) => {
            if (done !== 1024 * 10) return;
            if (end === 'drop') server.drop();
            else if (end === 'close') void transport.close();
            else session.send(OPCODE.binary, Buffer.from('WB\x01\x00'));
          },
        }),
        code,
      );
      await work;
      await transport.closed;
      await expectCode(filesOf(transport).version(), end === 'close' ? 'link-closed' : 'link-lost');
    }
  });
});
