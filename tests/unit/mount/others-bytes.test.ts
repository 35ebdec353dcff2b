import { describe, expect, it } from 'vitest';
import { OthersBytes } from '../../../src/engine/board/mount/others-bytes';

function lastIn(sent: readonly string[], skipped: string): string {
  const others = new OthersBytes();
  for (const part of sent) others.add(Buffer.from(part));
  return Buffer.from(others.lastIn(Buffer.from(skipped))).toString();
}

describe('what a board had to skip', () => {
  it.each([
    [['abc'], 'abc', 'abc'],
    [['abc'], 'bc', 'bc'],
    [['ab', 'cd'], 'bcd~~~~', 'bcd'],
    [['aaaa'], 'aa.nonce', 'aa'],
    [['abc'], '.nonce', ''],
    [['abc'], 'ab', ''],
    [[], 'abc', ''],
    [['abc'], '', ''],
  ])('of %j sent and %j told back is %j', (sent, skipped, keys) => {
    expect(lastIn(sent, skipped)).toBe(keys);
  });

  it('is found behind much that was sent before', () => {
    expect(lastIn(['x'.repeat(50_000), 'keys'], 'keys and a reply')).toBe('keys');
  });
});
