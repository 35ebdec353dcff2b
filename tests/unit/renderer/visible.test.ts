import { expect, it } from 'vitest';
import { visibleName, visibleText } from '../../../src/renderer/bridge/visible';

it('writes out what cannot be seen or turns the text around', () => {
  expect(visibleName('a\nb\u001b[31m\u202Egpj.exe')).toBe('a\\x0ab\\x1b[31m\\u202egpj.exe');
  expect(visibleName('\u{E0041}')).toBe('\\U000e0041');
});

it('leaves what people write', () => {
  expect(visibleName("it's naïve 日本 😀.py")).toBe("it's naïve 日本 😀.py");
});

it('keeps the lines of longer texts', () => {
  expect(visibleText('one\r\n\ttwo\u0007')).toBe('one\n\ttwo\\x07');
});
