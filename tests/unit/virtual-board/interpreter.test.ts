import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { isAdderError } from '../../../src/shared/errors';
import { checkBuild } from '../../../src/virtual-board/interpreter-file';
import {
  isSmallInt,
  smallInt,
  smallIntValue,
} from '../../../src/virtual-board/worker/interpreter/c-functions';
import { sandboxImports } from '../../../src/virtual-board/worker/interpreter/sandbox';
import { filterTraceback } from '../../../src/virtual-board/worker/stdio/traceback-filter';

test('another build of MicroPython is refused', () => {
  let error: unknown;
  try {
    checkBuild(Buffer.from('another build'));
  } catch (thrown) {
    error = thrown;
  }
  expect(isAdderError(error, 'virtual-board-failed') && error.detail).toContain('sha256');
});

test('small integers', () => {
  for (const value of [0, 1, -1, 2 ** 29, -(2 ** 29)]) {
    expect(isSmallInt(smallInt(value))).toBe(true);
    expect(smallIntValue(smallInt(value))).toBe(value);
  }
  expect(isSmallInt(8)).toBe(false);
});

test('the doors to JavaScript are shut', () => {
  const imports = sandboxImports() as Record<string, (...words: number[]) => unknown>;
  expect(imports['lookup_attr']?.(0, 0, 0)).toBe(0);
  for (const name of ['call0', 'calln', 'js_reflect_construct', 'store_attr', 'js_subscr_load'])
    expect(() => imports[name]?.(0, 0, 0, 0)).toThrow('JavaScript');
});

describe('tracebacks', () => {
  test('lose the lines of simulated modules and the folder of frozen ones', () => {
    expect(
      filterTraceback(
        'Traceback (most recent call last):\n' +
          '  File "main.py", line 3, in <module>\n' +
          '  File ".board/asyncio.py", line 9, in run\n' +
          '  File ".board/machine.py", line 20, in __init__\n' +
          'ValueError:   File "x"\n',
      ),
    ).toBe(
      'Traceback (most recent call last):\n' +
        '  File "main.py", line 3, in <module>\n' +
        '  File "asyncio.py", line 9, in run\n' +
        'ValueError:   File "x"\n',
    );
  });
});
