import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../../../src/renderer/plotter/lines';
import { MAX_LINE, parseLine, type PlottedLine } from '../../../src/renderer/plotter/parse';

/** `a=1 b=2`, unnamed ones as `1`. */
function words(line: PlottedLine): string {
  if (line.kind === 'text') return 'text';
  if (line.kind === 'labels') return `labels ${line.labels.join('|')}`;
  return line.values
    .map(({ label, value }) => (label === undefined ? `${value}` : `${label}=${value}`))
    .join(' ');
}

describe('a line of numbers', () => {
  it.each([
    ['1 2 3', '1 2 3'],
    ['1,2,3', '1 2 3'],
    ['1, 2.5, -3', '1 2.5 -3'],
    ['1\t2', '1 2'],
    ['1;2', '1 2'],
    ['42', '42'],
    ['-0.5', '-0.5'],
    ['.5 5. +1', '0.5 5 1'],
    ['1e3 2.5E-2', '1000 0.025'],
    ['(1, 2.5)', '1 2.5'],
    ['(7,)', '7'],
    ['[1, 2]', '1 2'],
    ['  3  ', '3'],
    ['21.5C 40%', '21.5 40'],
    ['nan 1', 'NaN 1'],
    ['inf', 'NaN'],
  ])('%s', (line, expected) => {
    expect(words(parseLine(line))).toBe(expected);
  });

  it.each([
    ['temp:21.5 hum:40', 'temp=21.5 hum=40'],
    ['temp:21.5,hum:40', 'temp=21.5 hum=40'],
    ['temp=21.5, hum=40', 'temp=21.5 hum=40'],
    ['temp = 21.5', 'temp=21.5'],
    ['temp: 21.5 C, hum: 40 %', 'temp=21.5 hum=40'],
    ['temp: 21.5 °C hum: 40 %', 'temp=21.5 hum=40'],
    ['Room temp: 21.5, Humidity: 40', 'Room temp=21.5 Humidity=40'],
    ['Temp (C): 21.5', 'Temp (C)=21.5'],
    ['temp 21.5', 'temp=21.5'],
    ['temp 21.5 hum 40', 'temp=21.5 hum=40'],
    ['temp 21.5 hum: 40', 'temp=21.5 hum=40'],
    ["{'temp': 21.5, 'hum': 40}", 'temp=21.5 hum=40'],
    ['a: 1 m: 2', 'a=1 m=2'],
    ['a 1 m 2', 'a=1 m=2'],
    ['info 3', 'info=3'],
    ['nano: 3', 'nano=3'],
    ['größe=3', 'größe=3'],
    ['温度:21', '温度=21'],
  ])('with names: %s', (line, expected) => {
    expect(words(parseLine(line))).toBe(expected);
  });

  it.each([
    ['time,temp,hum', 'labels time|temp|hum'],
    ['temp (C)', 'text'],
    ['a,b', 'labels a|b'],
    ['a\tb', 'labels a|b'],
    ['a,a', 'text'],
  ])('of names: %s', (line, expected) => {
    expect(words(parseLine(line))).toBe(expected);
  });

  it.each([
    'hello world',
    'Hello, world!',
    '>>> 6 * 7',
    '... x = 1',
    '=== 1',
    'step 3 7 x',
    'Loop 3 of 10 done',
    '  File "main.py", line 3, in <module>',
    'Traceback (most recent call last):',
    'OSError: 28',
    'OSError: [Errno 2] ENOENT',
    'MicroPython v1.27.0 on 2025-12-09; virtual board with emscripten',
    '192.168.4.1',
    '12:30:05',
    '2025-12-09',
    '0x1F',
    '1..2',
    '1=2',
    '10-12',
    'Note: 5 apples',
    'a: 1 apples',
    '((1, 2), 3)',
    '<Pin 3>',
    '',
    ' ',
    '1,,2',
    'step 1 2',
    Array.from({ length: 17 }, () => '1').join(' '),
    '1 '.repeat(MAX_LINE),
  ])('is none: %s', (line) => {
    expect(parseLine(line)).toEqual({ kind: 'text' });
  });
});

describe('any line', () => {
  const label = fc
    .stringMatching(/^[a-z_][a-z0-9_]{0,11}$/)
    .filter((name) => !['nan', 'inf'].includes(name));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const named = fc.uniqueArray(fc.tuple(label, number), {
    minLength: 1,
    maxLength: 8,
    selector: ([name]) => name,
  });

  it('of named numbers is read as it was written', () => {
    const styles = [
      [':', ' '],
      ['=', ', '],
      [': ', ','],
      [' = ', '; '],
      [' ', '\t'],
    ] as const;
    fc.assert(
      fc.property(named, fc.constantFrom(...styles), (values, [sign, separator]) => {
        const line = values.map(([name, value]) => `${name}${sign}${value}`).join(separator);
        expect(parseLine(line)).toEqual({
          kind: 'values',
          values: values.map(([name, value]) => ({ label: name, value: Number(`${value}`) })),
        });
      }),
    );
  });

  it('of numbers is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 16 }),
        fc.constantFrom(' ', ',', ', ', '\t', ';'),
        fc.constantFrom(['', ''], ['(', ')'], ['[', ']']),
        (values, separator, [open, close]) => {
          const line = `${open}${values.join(separator)}${close}`;
          fc.pre(line.length <= MAX_LINE);
          expect(words(parseLine(line))).toBe(values.map((value) => `${value}`).join(' '));
        },
      ),
    );
  });

  it('is read without a fault, and never has an empty name', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          '1',
          '.',
          '-',
          'e',
          ':',
          '=',
          ' ',
          ',',
          '(',
          ')',
          '"',
          "'",
          'nan',
          '%',
          '°C',
        ),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const line = parseLine(parts.join(''));
        if (line.kind === 'values')
          for (const { label: name } of line.values) expect(name).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the reader of lines', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  function read(...parts: readonly Uint8Array[]): string[] {
    const lines: string[] = [];
    const reader = new LineReader((line) => lines.push(line));
    for (const part of parts) reader.read(part);
    return lines;
  }

  it('gives the same lines however the bytes are cut', () => {
    const text = 'a: 1\r\nb 2\n\nTemperatur: 21,5 °C 🌡\r\n\x1b[31m3\x1b[0m 4\r5\r\n';
    const whole = read(bytes(text));
    expect(whole).toEqual(['a: 1', 'b 2', 'Temperatur: 21,5 °C 🌡', '3 4', '5']);
    const all = bytes(text);
    for (let cut = 0; cut <= all.length; cut++)
      expect(read(all.subarray(0, cut), all.subarray(cut))).toEqual(whole);
  });

  it('passes over a line that never ends, and reads on behind it', () => {
    const parts = Array.from({ length: 50 }, () => bytes('x'.repeat(1000)));
    expect(read(...parts, bytes('1\n2\n'))).toEqual(['2']);
  });

  it('survives every byte', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (parts) => {
        for (const line of read(...parts)) expect(line.length).toBeLessThanOrEqual(MAX_LINE);
      }),
    );
  });
});
