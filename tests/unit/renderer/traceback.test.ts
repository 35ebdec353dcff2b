import { describe, expect, it } from 'vitest';
import { parseTraceback } from '../../../src/renderer/run/traceback';

describe('parseTraceback', () => {
  it('gives the last line and the line of the program', () => {
    const text =
      'Traceback (most recent call last):\r\n  File "blink.py", line 3, in <module>\r\nZeroDivisionError: divide by zero\r\n';
    expect(parseTraceback(text, 'blink.py')).toEqual({
      message: 'ZeroDivisionError: divide by zero',
      line: 3,
    });
  });

  it('gives the deepest line of the program, not one of a module', () => {
    const text = [
      'Traceback (most recent call last):',
      '  File "main.py", line 9, in <module>',
      '  File "main.py", line 4, in work',
      '  File "/lib/helper.py", line 77, in help',
      'ValueError: no',
    ].join('\n');
    expect(parseTraceback(text, 'main.py')).toEqual({
      message: 'ValueError: no',
      line: 4,
      elsewhere: { file: '/lib/helper.py', line: 77 },
    });
  });

  it('knows the name that the firmware gives to what it was sent', () => {
    const text =
      'Traceback (most recent call last):\n  File "<stdin>", line 2\nSyntaxError: invalid syntax\n';
    expect(parseTraceback(text, 'a.py')).toEqual({
      message: 'SyntaxError: invalid syntax',
      line: 2,
    });
  });

  it('has no line when only modules are named', () => {
    const text = '  File "other.py", line 2, in f\nOSError: 5\n';
    expect(parseTraceback(text, 'a.py')).toEqual({
      message: 'OSError: 5',
      elsewhere: { file: 'other.py', line: 2 },
    });
  });

  it('is nothing for a program that ended well', () => {
    expect(parseTraceback('', 'a.py')).toBeUndefined();
    expect(parseTraceback('\r\n', 'a.py')).toBeUndefined();
  });

  it('takes a name with characters of patterns as it is', () => {
    const text = '  File "a(1)+.py", line 6, in <module>\nKeyError: x';
    expect(parseTraceback(text, 'a(1)+.py')?.line).toBe(6);
  });
});
