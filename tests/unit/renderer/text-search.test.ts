// What counts as a place, and where it is said to be.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  edited,
  editsInText,
  findInText,
  packed,
  unpacked,
  type TextQuery,
} from '../../../src/shared/text-search';

const any = { matchCase: false, wholeWord: false, regexp: false };

describe('a text that is looked through', () => {
  it.each([
    ['Led led LED', { text: 'led', matchCase: true, wholeWord: false, regexp: false }, [4]],
    ['Led led LED', { text: 'led', ...any }, [0, 4, 8]],
    [
      'led ledx x_led é led',
      { text: 'led', matchCase: false, wholeWord: true, regexp: false },
      [0, 17],
    ],
    ['a.b axb', { text: 'a.b', ...any }, [0]],
    ['(x) [y] \\d $', { text: '\\d $', ...any }, [8]],
    ['aaa', { text: 'aa', ...any }, [0]],
    ['anything', { text: '', ...any }, []],
  ])('%j for %j', (text, query, columns) => {
    expect(findInText(text, query, 10).map(({ column }) => column)).toEqual(columns);
  });

  it('tells line, column and what to show of a long line', () => {
    const text = `first\r\n${'x'.repeat(500)}needle${'y'.repeat(500)}\nneedle`;
    const [one, two] = findInText(text, { text: 'needle', ...any }, 10);
    expect(one).toMatchObject({ line: 2, column: 500, length: 6, at: 60 });
    expect(one?.excerpt.slice(60, 66)).toBe('needle');
    expect(one?.excerpt.length).toBe(240);
    expect(two).toEqual({ line: 3, column: 0, length: 6, excerpt: 'needle', at: 0 });
  });

  it('is changed at the places that were found, and nowhere else', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'A', 'b', '.', ' ', '\n', 'é'),
      maxLength: 60,
    });
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        letters,
        word,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (text, wanted, matchCase, wholeWord, regexp) => {
          const query = { text: wanted, matchCase, wholeWord, regexp };
          const lines = text.split('\n');
          for (const { line, column, length } of findInText(text, query, Infinity).reverse()) {
            const before = lines[line - 1] ?? '';
            lines[line - 1] = `${before.slice(0, column)}zz${before.slice(column + length)}`;
          }
          expect(edited(text, editsInText(text, query, 'zz'))).toBe(lines.join('\n'));
        },
      ),
    );
  });
});

it('edits are the same after they were packed', () => {
  const edit = fc.record({ from: fc.nat(), to: fc.nat(), insert: fc.string({ unit: 'binary' }) });
  fc.assert(
    fc.property(fc.array(edit), (edits) => {
      expect(unpacked(packed(edits))).toEqual(edits);
    }),
  );
});

describe('a regular expression', () => {
  const query = (text: string, more: Partial<TextQuery> = {}): TextQuery => ({
    text,
    matchCase: true,
    wholeWord: false,
    regexp: true,
    ...more,
  });
  const replaced = (text: string, wanted: TextQuery, by: string): string =>
    edited(text, editsInText(text, wanted, by));

  it.each([
    [
      'led_on = led.value(1)',
      query('led\\.(\\w+)\\((\\d)\\)', {}),
      'lamp.$1($2, $&)',
      'led_on = lamp.value(1, led.value(1))',
    ],
    ['a1 b2', query('([a-z])(\\d)'), '$2$1$$', '1a$ 2b$'],
    // Of two groups, $12 is the first one and a 2; $3 is nothing special.
    ['ab', query('(a)(b)'), '$12 $3', 'a2 $3'],
    ['one\ntwo', query('^(\\w)'), '\\t$1', '\tone\n\ttwo'],
    ['ab', query('a'), 'x\\n', 'x\nb'],
    ['x', query('y*'), 'z', 'x'],
    ['cat scatter CAT', query('c.t', { wholeWord: true, matchCase: false }), '-', '- scatter -'],
    ['if a|b', query('a|b', { wholeWord: true }), '-', 'if -|-'],
  ])('%j, %j by %j', (text, wanted, by, result) => {
    expect(replaced(text, wanted, by)).toBe(result);
  });

  it('is no pattern for words, whose replacement is taken as it is', () => {
    expect(replaced('a.b', query('a.b', { regexp: false }), '$&\\n')).toBe('$&\\n');
  });

  it.each(['(', 'a)(b', '[z-a]', '\\p{Nothing}'])('%j is none, and the reason is told', (text) => {
    const wanted = query(text, { wholeWord: true });
    expect(() => findInText('x', wanted, 1)).toThrow(
      expect.objectContaining({ code: 'bad-pattern', detail: expect.stringMatching(/^[A-Z]/) }),
    );
  });
});
