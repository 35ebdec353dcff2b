import { describe, expect, it } from 'vitest';
import { TaggedLines } from '../../../src/engine/board/files/tagged-lines';
import { everySplit, bytes } from '../protocol/run-machine';

describe("a helper's answers", () => {
  it('are told from noise, however they are cut', () => {
    for (const split of everySplit('~ab one 2\r\ntick\r\n>~ab two\n~a no\r\n')) {
      const words: string[][] = [];
      let noise = '';
      const lines = new TaggedLines(
        '~ab',
        (line) => words.push(line),
        (part) => (noise += Buffer.from(part).toString()),
      );
      for (const part of split) lines.push(bytes(part));
      expect(words).toEqual([['one', '2'], ['two']]);
      expect(noise).toBe('tick\r\n>~a no\r\n');
    }
  });

  it('without an end do not fill memory', () => {
    let noise = 0;
    const lines = new TaggedLines(
      '~ab',
      () => undefined,
      (part) => (noise += part.length),
    );
    for (let i = 0; i < 100; i++) lines.push(bytes('x'.repeat(1024)));
    expect(noise).toBeGreaterThan(60_000);
  });
});
