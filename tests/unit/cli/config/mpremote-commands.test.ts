// mpremote's config.py, read without being run.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SYSTEM_PYTHON } from '../../../../scripts/setup/mpremote.mjs';
import { readMpremoteCommands } from '../../../../src/cli/config/mpremote-commands';
import type { Literal } from '../../../../src/cli/config/python-literal';
import { isAdderError } from '../../../../src/shared/errors';

function read(...lines: string[]): Record<string, unknown> {
  const { commands } = readMpremoteCommands(lines.join('\n'), 'config.py');
  return Object.fromEntries([...commands].map(([key, value]) => [key, plain(value)]));
}

function plain(value: Literal): unknown {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'list':
      return value.items.map(plain);
    case 'dictionary':
      return Object.fromEntries(value.entries.map((one) => [plain(one.key), plain(one.value)]));
    default:
      return { [value.kind]: value.what, line: value.line };
  }
}

function detailOf(...lines: string[]): string {
  try {
    read(...lines);
  } catch (error) {
    if (isAdderError(error, 'bad-config')) return error.detail ?? '';
    throw error;
  }
  throw new Error('it was read');
}

const TRICKY = String.raw`"""A text in front."""
# a comment with commands = {1}
import os; commands = {"first": "is replaced"}
DIRECTORY = os.path.expanduser("~/code")
commands: dict = {
    "plain": "connect id:1 mount .",  # behind it
    'quotes': "it's", "double": 'say "x"',
    """triple""": '''a
b''',
    r"raw\n": R"\d\"", u"ü": U"é",
    "es" "capes": "\a\b\f\n\r\t\v\\\'\"\x41\101\0\u00e4\U0001f40d\q\
joined",
    "f": f"no {{replacement}}",
    "list a b=1": ["exec", "x = 1", ("y"), "z" 'w',],
    "tuple": ("a", "b",), "one": ("a",), "empty": [], "nothing": (),
    "help": {"command": ["a", "b"], "help": "c" "d",},
    "twice": "a", "twice": "b",
}
commands["later x"] = "exec"
if DIRECTORY: pass
def function(): return {"no": "matter"}
`;

describe('literals', () => {
  it.skipIf(!existsSync(SYSTEM_PYTHON))('are what Python takes them for', () => {
    const program =
      'import sys, json; n = {}; exec(sys.stdin.read(), n); print(json.dumps(n["commands"]))';
    const python = execFileSync(SYSTEM_PYTHON, ['-W', 'ignore', '-c', program], {
      input: TRICKY,
      encoding: 'utf8',
    });
    expect(read(TRICKY)).toEqual(JSON.parse(python));
    expect(read(TRICKY.replaceAll('\n', '\r\n'))).toEqual(JSON.parse(python));
    expect(Object.keys(read(TRICKY))).toEqual(Object.keys(JSON.parse(python) as object));
  });

  it('that would have to be run are named with their line, and spoil nothing else', () => {
    expect(
      read(
        'commands = {',
        '  "a": "b",',
        '  "c": "x" + y,',
        '  "d": f"{z}", "e": b"b",',
        '  "f": "\\N{BULLET}", "g": call(), "h": -1, "i": True, "j": [k, "l"], "m": "\\xq",',
        '}',
      ),
    ).toEqual({
      a: 'b',
      c: { unreadable: '"x" + y', line: 3 },
      d: { unreadable: 'f"{z}"', line: 4 },
      e: { unreadable: 'bytes where a string is wanted', line: 4 },
      f: { unreadable: 'a character by its name, \\N{...}', line: 5 },
      g: { unreadable: 'call()', line: 5 },
      h: { other: '-1', line: 5 },
      i: { other: 'True', line: 5 },
      j: [{ unreadable: 'k', line: 5 }, 'l'],
      m: { unreadable: 'the escape \\xq', line: 5 },
    });
  });

  it('that take others of the dictionary are named with their line, too', () => {
    expect(read('commands = {"a": "b"}', 'commands["c"] = commands["a"] + " d"')).toEqual({
      a: 'b',
      c: { unreadable: 'commands["a"] + " d"', line: 2 },
    });
  });

  it.each([
    [['commands = {"a": "b", **others}'], 'others', 1],
    [['commands = {', 'key: "x", "a": "b"}'], 'key', 2],
    [['commands = {"a": "b", 1: "x"}'], '1', 1],
    [['commands = {"a": "b", ("x", "y"): "x"}'], 'a list', 1],
    [['commands = {"a": "b"}', 'commands[f"{x}"] = "y"'], 'f"{x}"', 2],
  ] as const)('in place of a name spoil nothing else: %j', (lines, what, line) => {
    expect(read(...lines)).toEqual({ a: 'b' });
    expect(readMpremoteCommands(lines.join('\n'), 'config.py').unnamed).toMatchObject({
      what,
      line,
    });
  });

  it('nested without end are given up', () => {
    const deep = `${'['.repeat(150)}${']'.repeat(150)}`;
    expect(JSON.stringify(read(`commands = {"a": ${deep}}`))).toContain('nested so deeply');
  });
});

describe('what changes the commands as a whole', () => {
  it.each([
    'commands = make()',
    'commands.update(a="b")',
    'commands |= {"a": "b"}',
    'commands = {**commands, "a": "b"}',
    'if True: commands = {}',
    'a = commands',
    'a = commands = {}',
    'commands, b = {}, 1',
    'commands["a"]["b"] = "c"',
    'def f(): commands["a"] = "b"',
    'del commands["a"]',
    'from others import *',
    'from others import commands',
    'for commands in []: pass',
  ])('%s leaves only what is written out behind it', (line) => {
    const lines = ['commands = {"a": "b"}', line, 'commands["c"] = "d"'];
    const doubt = { what: line, line: 2 };
    expect(read(...lines)).toEqual({ a: { unreadable: line, line: 2 }, c: 'd' });
    expect(readMpremoteCommands(lines.join('\n'), 'config.py').unnamed).toMatchObject(doubt);
    expect(read(...lines, 'commands = {"e": "f"}')).toEqual({ e: 'f' });
  });
});

describe('a file', () => {
  it.each(['commands = {"a" "b"', 'commands = {"a" 1}', 'x = = 1', 'commands = {"a": "b}'])(
    'that is no Python is refused: %s',
    (line) => {
      expect(detailOf(line)).toMatch(/^config\.py:1: this is not Python\.$/);
    },
  );

  it('may say nothing of commands', () => {
    expect(read('')).toEqual({});
    expect(read('x = 1')).toEqual({});
  });
});
