// Downloads by a `fetch` of the test's own: what the servers of tests/integration/packages cannot do.

import { describe, expect, it } from 'vitest';
import { download, type Fetch, type FetchResponse } from '../../../src/engine/packages/download';
import { utf8 } from '../../../src/engine/protocol/bytes';

const LIMITS = { answerMs: 50, silenceMs: 50, totalMs: 150 };
const URL = 'https://host/x';

function response(
  status: number,
  body: AsyncIterable<Uint8Array> | null = null,
  location: string | null = null,
): FetchResponse {
  return { status, body, headers: { get: () => location } };
}

async function* parts(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(utf8(text));
}

const answers = (made: FetchResponse): Fetch => {
  return () => Promise.resolve(made);
};
const never = new Promise<never>(() => undefined);

describe('a download', () => {
  it('is all that came', async () => {
    const got = await download(answers(response(200, parts('a', 'bc'))), URL, 10, undefined);
    expect(got).toEqual({ kind: 'content', bytes: Buffer.from('abc') });
    const empty = await download(answers(response(200)), URL, 10, undefined);
    expect(empty).toMatchObject({ kind: 'content' });
  });

  it('of more than is allowed ends there', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(utf8(String(asked++)));
    }
    await expect(
      download(answers(response(200, endless())), URL, 5, undefined),
    ).rejects.toMatchObject({ code: 'download-too-large' });
    expect(asked).toBe(6);
  });

  it.each<[string, Fetch]>([
    ['does not begin', () => never],
    ['stops', answers(response(200, stuck()))],
    ['takes too long in all', answers(response(200, slow()))],
  ])('that %s is late, also when its fetch heeds no signal', async (_, fetch) => {
    expect(await download(fetch, URL, 1000, undefined, LIMITS)).toMatchObject({
      kind: 'failed',
      reason: 'timed out',
    });
  });

  it('can be aborted before and meanwhile', async () => {
    const before = AbortSignal.abort();
    await expect(download(() => never, URL, 10, before)).rejects.toMatchObject({ code: 'aborted' });
    const stop = new AbortController();
    const running = download(() => never, URL, 10, stop.signal);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
  });

  it('tells why it failed in the words of Python', async () => {
    const failing = (error: unknown) =>
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      download(() => Promise.reject(error), URL, 10, undefined);
    const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    expect(await failing(new TypeError('fetch failed', { cause: refused }))).toMatchObject({
      reason: '[Errno 111] Connection refused',
    });
    expect(await failing(new Error('odd'))).toMatchObject({ reason: 'odd' });
    expect(await failing(Object.assign(new Error(''), { code: 'EODD' }))).toMatchObject({
      reason: 'EODD',
    });
    expect(await failing('text')).toMatchObject({ reason: 'text' });
  });
});

describe('a redirect', () => {
  it.each([
    ['https://host/x', 'http://host/y'],
    ['https://host/x', 'file:///etc/passwd'],
    ['http://host/x', 'file:///etc/passwd'],
    ['http://host/x', 'data:text/plain,x'],
  ])('from %s to %s is not followed', async (from, to) => {
    const asked: string[] = [];
    const fetch: Fetch = (url) => {
      asked.push(url);
      return Promise.resolve(response(302, null, to));
    };
    expect(await download(fetch, from, 10, undefined)).toEqual({ kind: 'status', status: 302 });
    expect(asked).toEqual([from]);
  });

  it('ends the answer that it came with before the next is asked', async () => {
    const signals: AbortSignal[] = [];
    const fetch: Fetch = (_, { signal }) => {
      expect(signals.every(({ aborted }) => aborted)).toBe(true);
      signals.push(signal);
      return Promise.resolve(response(302, null, 'https://host/y'));
    };
    expect(await download(fetch, URL, 10, undefined)).toEqual({ kind: 'status', status: 302 });
    expect(signals).toHaveLength(11);
  });

  it('to nowhere is told', async () => {
    expect(
      await download(answers(response(302, null, 'http://')), URL, 10, undefined),
    ).toMatchObject({ kind: 'failed' });
    expect(await download(answers(response(304)), URL, 10, undefined)).toEqual({
      kind: 'status',
      status: 304,
    });
  });
});

async function* stuck(): AsyncGenerator<Uint8Array> {
  yield utf8('a');
  await never;
}

async function* slow(): AsyncGenerator<Uint8Array> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    yield utf8('a');
  }
}
