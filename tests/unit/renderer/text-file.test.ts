import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../../src/renderer/editor/text-file';
import { bytesOf } from './fake-bridge';

function roundTrip(bytes: Uint8Array): Uint8Array | undefined {
  const file = decodeText(bytes);
  return file && encodeText(file);
}

describe('the bytes of a text file', () => {
  it.each(['', 'a\n', 'a\r\nb\r\n', 'a\r\nb\n', 'a\rb\r', '\uFEFFx = 1\n', 'é\r\n😀'])(
    'are the same after opening and saving: %j',
    (text) => {
      const bytes = bytesOf(text);
      expect(roundTrip(bytes)).toEqual(bytes);
    },
  );

  it('are the same for any text without a zero byte', () => {
    const letter = fc.constantFrom('a', '\r', '\n', '\r\n', '\uFEFF', 'ü', '\t');
    fc.assert(
      fc.property(fc.array(letter), (letters) => {
        const bytes = bytesOf(letters.join(''));
        expect(roundTrip(bytes)).toEqual(bytes);
      }),
    );
  });

  it('are no text when they are not UTF-8, or hold a zero', () => {
    expect(decodeText(new Uint8Array([0x61, 0xff]))).toBeUndefined();
    expect(decodeText(new Uint8Array([0x61, 0]))).toBeUndefined();
  });

  it('show CRLF as plain line ends, and mixed ones as they are', () => {
    expect(decodeText(bytesOf('a\r\nb'))).toEqual({ text: 'a\nb', ends: 'crlf', mark: false });
    expect(decodeText(bytesOf('a\r\nb\n'))).toMatchObject({ text: 'a\r\nb\n', ends: 'mixed' });
  });
});
