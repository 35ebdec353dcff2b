import { describe, expect, it } from 'vitest';
import { checkBytes } from '../../../src/engine/protocol/checks';
import { crc32 } from '../../../src/engine/protocol/crc32';
import { LONGEST_STRAY } from '../../../src/engine/protocol/mount-frames';
import { StrayFinder } from '../../../src/engine/protocol/stray-frames';

function frame(nonce: string, text: string): string {
  const body = Buffer.concat([Buffer.from([65]), Buffer.from(text)]);
  return `\x1b_${nonce}${Buffer.concat([body, checkBytes(crc32(body))]).toString('base64')}\x1b\\`;
}

/** What is said of pieces that come one after the other: output as text, and the word of a frame. */
function found(...pieces: string[]): string[] {
  const finder = new StrayFinder();
  return pieces.map((piece) => {
    const { bytes, nonce } = finder.push(Buffer.from(piece, 'latin1'));
    return Buffer.from(bytes).toString('latin1') + (nonce ? ` <${nonce}>` : '');
  });
}

describe('a frame of a mount that nobody knows', () => {
  const whole = frame('abcdefghi', 'S....name');

  it('is found between other output', () => {
    expect(found(`a${whole}b`)).toEqual([`a${whole}b <abcdefghi>`]);
  });

  it('is found in pieces, wherever they begin behind its escape', () => {
    for (let at = 2; at < whole.length; at++)
      expect(found(`a${whole.slice(0, at)}`, whole.slice(at))).toEqual([
        'a',
        `${whole} <abcdefghi>`,
      ]);
  });

  it.each([
    ['colours', '\x1b[1;31mred\x1b[0m'],
    ['an escape at the end', 'text\x1b'],
    ['another string of a terminal', '\x1b_some text\x1b\\'],
    ['a checksum that is wrong', whole.replace('=', 'A')],
    ['a word alone', '\x1b_abcdefghi\x1b\\'],
    [
      'bytes of all kinds',
      Buffer.from(Array.from({ length: 256 }, (_, at) => at)).toString('latin1'),
    ],
  ])('is not %s', (_, text) => {
    expect(found(text)).toEqual([text]);
  });

  it('is not held back without an end', () => {
    const finder = new StrayFinder();
    const long = `\x1b_abcdefghi${'A'.repeat(LONGEST_STRAY)}`;
    expect(finder.push(Buffer.from(long)).bytes).toHaveLength(long.length);
    finder.push(Buffer.from('x\x1b_abc'));
    expect(Buffer.from(finder.flush()).toString()).toBe('\x1b_abc');
    expect(finder.holds).toBe(false);
  });
});
