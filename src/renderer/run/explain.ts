// The last line of a traceback in plain words: what it means and what to look at first. Knows the texts of MicroPython and no
// language: it gives a key of the catalogue (`explained`), and what stands in its braces. No explanation is better than a wrong one.

export interface Explanation {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

type Rule = readonly [pattern: RegExp, key: string, ...names: string[]];

/** The first that fits counts. Groups of the pattern are the names, in their order. */
const RULES: readonly Rule[] = [
  [/^(?:ImportError|ModuleNotFoundError): no module named ['"]?([^'"]+)/i, 'noModule', 'name'],
  [/^ImportError: can't import name ['"]?(\w+)/i, 'noImportName', 'name'],
  [/^ImportError: can't perform relative import/i, 'relativeImport'],
  [/^ImportError: (?:invalid|incompatible) \.mpy/i, 'wrongMpy'],
  [/^ValueError: incompatible \.mpy/i, 'wrongMpy'],
  [/^NameError: name '([^']+)' isn't defined/i, 'noName', 'name'],
  [/^NameError: local variable referenced before assignment/i, 'localFirst'],
  [/^UnboundLocalError/i, 'localFirst'],
  [/^IndentationError: unindent/i, 'unindent'],
  [/^IndentationError/i, 'indent'],
  [/^SyntaxError: '(\w+)' outside/i, 'outside', 'word'],
  [/^SyntaxError: malformed f-string/i, 'fString'],
  [/^SyntaxError/i, 'syntax'],
  [
    /^TypeError: function takes (\d+) positional arguments? but (\d+) (?:was|were) given/i,
    'argumentCount',
    'wanted',
    'given',
  ],
  [
    /^TypeError: function missing (?:\d+ )?required (?:positional|keyword) argument/i,
    'argumentMissing',
  ],
  [/^TypeError: unexpected keyword argument '?(\w*)/i, 'keywordUnknown', 'name'],
  [/^TypeError: extra (?:positional|keyword) arguments/i, 'argumentExtra'],
  [
    /^TypeError: unsupported types? for ([^:]+): '(\w+)', '(\w+)'/i,
    'mixedTypes',
    'operator',
    'one',
    'other',
  ],
  [
    /^TypeError: can't convert '?(\w+)'?(?: object)? to (\w+)(?: implicitly)?/i,
    'cannotConvert',
    'one',
    'other',
  ],
  [/^TypeError: '(\w+)' object isn't callable/i, 'notCallable', 'type'],
  [/^TypeError: '(\w+)' object isn't subscriptable/i, 'notSubscriptable', 'type'],
  [/^TypeError: '(\w+)' object isn't iterable/i, 'notIterable', 'type'],
  [/^AttributeError: 'NoneType' object has no attribute '(\w+)'/i, 'noneAttribute', 'name'],
  [/^AttributeError: '([^']+)' object has no attribute '(\w+)'/i, 'noAttribute', 'type', 'name'],
  [/^IndexError/i, 'index'],
  [/^KeyError: (.+)/i, 'keyMissing', 'name'],
  [/^ZeroDivisionError/i, 'zero'],
  [/^MemoryError: memory allocation failed, allocating (\d+) bytes/i, 'memoryBytes', 'bytes'],
  [/^MemoryError/i, 'memory'],
  [/^RuntimeError: maximum recursion depth/i, 'recursion'],
  [/^ValueError: (?:invalid pin|pin doesn't exist|no such pin|unknown named pin)/i, 'pin'],
  [/^ValueError: invalid syntax for (?:integer|number)/i, 'notNumber'],
  [
    /^ValueError: need more than \d+ values to unpack|^ValueError: (?:wrong number of values|too many values) to unpack/i,
    'unpack',
  ],
  [/^UnicodeError/i, 'unicode'],
  [/^AssertionError/i, 'assertion'],
  [/^StopIteration/i, 'stopIteration'],
  [/^EOFError/i, 'eof'],
];

/** Numbers of MicroPython (py/mperrno.h), and those of lwIP's sockets where they differ. */
const ERRNO: Readonly<Record<string, string>> = {
  EPERM: 'denied',
  1: 'denied',
  ENOENT: 'noFile',
  2: 'noFile',
  EIO: 'io',
  5: 'io',
  EBADF: 'closedFile',
  9: 'closedFile',
  EAGAIN: 'again',
  11: 'again',
  ENOMEM: 'memory',
  12: 'memory',
  EACCES: 'denied',
  13: 'denied',
  EBUSY: 'busy',
  16: 'busy',
  EEXIST: 'exists',
  17: 'exists',
  ENODEV: 'noDevice',
  19: 'noDevice',
  ENOTDIR: 'noFolder',
  20: 'noFolder',
  EISDIR: 'isFolder',
  21: 'isFolder',
  EINVAL: 'invalid',
  22: 'invalid',
  ENOSPC: 'full',
  28: 'full',
  EROFS: 'readOnly',
  30: 'readOnly',
  ENOTEMPTY: 'notEmpty',
  39: 'notEmpty',
  EADDRINUSE: 'portInUse',
  98: 'portInUse',
  112: 'portInUse',
  ECONNABORTED: 'connection',
  103: 'connection',
  ECONNRESET: 'connection',
  104: 'connection',
  ENOTCONN: 'connection',
  128: 'connection',
  ETIMEDOUT: 'timeout',
  110: 'timeout',
  116: 'timeout',
  ECONNREFUSED: 'refused',
  111: 'refused',
  EHOSTUNREACH: 'unreachable',
  113: 'unreachable',
  118: 'unreachable',
  '-2': 'noHost',
  '-202': 'noHost',
};

const OS_ERROR = /^OSError: (?:\[Errno (-?\d+)\](?: (E[A-Z]+))?|\(?(-?\d+)\b|(E[A-Z]+)\b)/;
/** Longer is not for a sentence. */
const MOST = 60;

/** @param message the last line of a traceback; undefined: it says all that is known, or is no error */
export function explain(message: string): Explanation | undefined {
  if (/^(?:KeyboardInterrupt|SystemExit)\b/.test(message)) return undefined;
  const os = OS_ERROR.exec(message);
  if (os) {
    const [, numbered = '', name = '', bare = '', named = ''] = os;
    const key = ERRNO[name] ?? ERRNO[named] ?? ERRNO[numbered] ?? ERRNO[bare];
    return key === undefined ? undefined : { key, values: {} };
  }
  for (const [pattern, key, ...names] of RULES) {
    const match = pattern.exec(message);
    if (!match) continue;
    const values = names.map((name, index) => [name, (match[index + 1] ?? '').slice(0, MOST)]);
    return { key, values: Object.fromEntries(values) as Record<string, string> };
  }
  return undefined;
}
