import { describe, expect, it } from 'vitest';
import { en } from '../../../src/renderer/i18n/en';
import { explain } from '../../../src/renderer/run/explain';

describe('the last line of a traceback', () => {
  it.each([
    ["ImportError: no module named 'helper'", 'noModule', { name: 'helper' }],
    ["ImportError: can't import name Pinn", 'noImportName', { name: 'Pinn' }],
    ["NameError: name 'prnt' isn't defined", 'noName', { name: 'prnt' }],
    ['NameError: local variable referenced before assignment', 'localFirst', {}],
    ['IndentationError: unexpected indent', 'indent', {}],
    ["IndentationError: unindent doesn't match any outer indent level", 'unindent', {}],
    ['SyntaxError: invalid syntax', 'syntax', {}],
    ["SyntaxError: 'return' outside function", 'outside', { word: 'return' }],
    [
      'TypeError: function takes 2 positional arguments but 3 were given',
      'argumentCount',
      { wanted: '2', given: '3' },
    ],
    ['TypeError: function missing required positional argument #1', 'argumentMissing', {}],
    ['TypeError: function missing 1 required positional arguments', 'argumentMissing', {}],
    [
      "TypeError: unsupported types for __add__: 'int', 'str'",
      'mixedTypes',
      { operator: '__add__', one: 'int', other: 'str' },
    ],
    [
      "TypeError: can't convert 'int' object to str implicitly",
      'cannotConvert',
      { one: 'int', other: 'str' },
    ],
    ["TypeError: can't convert str to int", 'cannotConvert', { one: 'str', other: 'int' }],
    ["TypeError: 'int' object isn't callable", 'notCallable', { type: 'int' }],
    ["AttributeError: 'NoneType' object has no attribute 'on'", 'noneAttribute', { name: 'on' }],
    [
      "AttributeError: 'module' object has no attribute 'x'",
      'noAttribute',
      { type: 'module', name: 'x' },
    ],
    ['IndexError: list index out of range', 'index', {}],
    ['KeyError: temp', 'keyMissing', { name: 'temp' }],
    ['ZeroDivisionError: divide by zero', 'zero', {}],
    [
      'MemoryError: memory allocation failed, allocating 8000 bytes',
      'memoryBytes',
      { bytes: '8000' },
    ],
    ['MemoryError: ', 'memory', {}],
    ['RuntimeError: maximum recursion depth exceeded', 'recursion', {}],
    ['ValueError: invalid pin', 'pin', {}],
    ['ValueError: invalid syntax for integer with base 10', 'notNumber', {}],
    ['OSError: [Errno 2] ENOENT', 'noFile', {}],
    ['OSError: [Errno 2] ENOENT: nofile.txt', 'noFile', {}],
    ['OSError: [Errno 5] EIO', 'io', {}],
    ['OSError: [Errno 19] ENODEV', 'noDevice', {}],
    ['OSError: [Errno 110] ETIMEDOUT', 'timeout', {}],
    ['OSError: [Errno 116] ETIMEDOUT', 'timeout', {}],
    ['OSError: 28', 'full', {}],
    ['OSError: ENODEV', 'noDevice', {}],
    ['OSError: -2', 'noHost', {}],
    ["OSError: (-2, 'name')", 'noHost', {}],
  ])('%s', (message, key, values) => {
    expect(explain(message)).toEqual({ key, values });
    expect(Object.keys(en.explained)).toContain(key);
  });

  it.each([
    'KeyboardInterrupt: ',
    'SystemExit: ',
    'OSError: [Errno 999]',
    'MyError: 3',
    '',
    'hello',
  ])('is left as it is: %s', (message) => {
    expect(explain(message)).toBeUndefined();
  });

  it('fills in all that its sentence names', () => {
    const found = explain("ImportError: no module named 'x'");
    const names = [...en.explained.noModule.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(found?.values ?? {})).toEqual(names);
  });
});
