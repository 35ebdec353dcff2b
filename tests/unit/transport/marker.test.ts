import { describe, expect, it } from 'vitest';
import { Marker } from '../../../src/engine/transport/marker';

const MARK = Buffer.from('0123456789abcdef');

function marker() {
  const passed: string[] = [];
  return {
    passed,
    marker: new Marker(MARK, (bytes) => passed.push(Buffer.from(bytes).toString())),
  };
}

describe('a mark in a stream', () => {
  it('is found however it is cut, and all around it is passed on', async () => {
    const all = Buffer.concat([Buffer.from('before 0123'), MARK, Buffer.from('after')]);
    for (let cut = 0; cut <= all.length; cut++) {
      const { marker: found, passed } = marker();
      found.take(all.subarray(0, cut));
      found.take(all.subarray(cut));
      await found.passed;
      expect(passed.join('')).toBe('before 0123after');
    }
  });

  it('that never comes holds back no more than could be its beginning', () => {
    const { marker: found, passed } = marker();
    found.take(Buffer.from(`${'x'.repeat(100)}0123`));
    expect(found.hasPassed).toBe(false);
    expect(passed.join('').length).toBe(104 - 15);
    found.flush();
    found.flush();
    expect(passed.join('')).toBe(`${'x'.repeat(100)}0123`);
  });

  it('is looked for once', async () => {
    const { marker: found, passed } = marker();
    found.take(MARK);
    await found.passed;
    found.take(Buffer.from('more'));
    expect(passed.join('')).toBe('more');
  });
});
