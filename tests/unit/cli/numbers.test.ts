// What Python's float() and int() take, and what they refuse.

import { describe, expect, it } from 'vitest';
import { floatOf, integerOf } from '../../../src/cli/grammar/numbers';

describe('a number in an argument', () => {
  it.each([
    ['1', 1],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['1.', 1],
    ['+1e-2', 0.01],
    [' 2\t', 2],
    ['1_0.2_5E0_1', 102.5],
    ['٠.٥', 0.5],
    ['१२', 12],
  ])('may be %j', (text, value) => {
    expect(floatOf(text)).toBe(value);
  });

  it.each(['', ' ', '.', '1__0', '_1', '1_', '0x1', '1e', 'inf', 'nan', '1 0', '1,5'])(
    'is never %j',
    (text) => {
      expect(floatOf(text)).toBeNaN();
    },
  );

  it.each([
    ['10', 10],
    ['-1_0', -10],
    [' +3 ', 3],
    ['٣', 3],
    ['𝟘𝟡', 9],
    ['𝟙𝟎', 10],
  ])('may be the whole one %j', (text, value) => {
    expect(integerOf(text)).toBe(value);
  });

  it.each(['1.0', '1e1', '0x1', '1__0', '', '²', '½'])('is never the whole one %j', (text) => {
    expect(integerOf(text)).toBeNaN();
  });
});
