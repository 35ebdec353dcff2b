// A file as a board prints it that reads it as text.

import { describe, expect, it } from 'vitest';
import { BoardText } from '../../../src/cli/files/board-text';

function printed(content: Buffer, packet: number): { text: Buffer; isBroken: boolean } {
  const text = new BoardText();
  const parts: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += packet)
    parts.push(Buffer.from(text.push(content.subarray(at, at + packet))));
  parts.push(Buffer.from(text.end()));
  return { text: Buffer.concat(parts), isBroken: text.isBroken };
}

const wide = Buffer.from('世'.repeat(300));

describe.each([1, 7, 1000])('text of a board in packets of %i bytes', (packet) => {
  it('is printed whole where it is UTF-8, as MicroPython understands it', () => {
    const surrogate = Buffer.from([0xed, 0xa0, 0x80]);
    for (const content of [Buffer.alloc(0), wide, Buffer.concat([wide, surrogate])])
      expect(printed(content, packet)).toEqual({ text: content, isBroken: false });
  });

  it.each([
    ['a byte that begins nothing', [0xff]],
    ['a byte that goes on nothing', [0x80]],
    ['a character that is cut', [0xe4, 0xb8]],
    ['a character that is cut by another', [0xe4, 0x41, 0x41]],
  ])('ends before the piece with %s', (_, bad) => {
    const content = Buffer.concat([wide, Buffer.from(bad)]);
    expect(printed(content, packet)).toEqual({
      text: wide.subarray(0, 3 * 256),
      isBroken: true,
    });
  });
});
