// What the repl prints: its banner, escaped bytes, and what a board said before anybody listened.

import { describe, expect, it } from 'vitest';
import { bannerLines, codeToInject } from '../../../../src/cli/repl/banner';
import { ConsoleTap } from '../../../../src/cli/repl/console-tap';
import { escapeNonPrintable } from '../../../../src/cli/repl/escape';
import { pythonRepr } from '../../../../src/cli/python-repr';

const PLAIN = {
  kind: 'repl',
  implicit: false,
  escapeNonPrintable: false,
  capture: undefined,
  injectCode: undefined,
  injectFile: undefined,
} as const;

describe('the banner', () => {
  it('has two lines', () => {
    expect(bannerLines('/dev/ttyACM0', PLAIN)).toEqual([
      'Connected to MicroPython at /dev/ttyACM0',
      'Use Ctrl-] or Ctrl-x to exit this shell',
    ]);
  });

  it('tells of each option', () => {
    const all = {
      ...PLAIN,
      escapeNonPrintable: true,
      capture: 'out.log',
      injectCode: "print('hi')\\n",
      injectFile: 'run.py',
    };
    expect(bannerLines('COM3', all).slice(2)).toEqual([
      'Escaping non-printable bytes/characters by printing their hex code',
      'Capturing session to file "out.log"',
      'Use Ctrl-J to inject b"print(\'hi\')\\r\\n"',
      'Use Ctrl-K to inject file "run.py"',
    ]);
    expect(Buffer.from(codeToInject('a\\nb')).toString()).toBe('a\r\nb');
  });
});

describe('bytes as Python shows them', () => {
  // What `print(repr(...))` of CPython says.
  it.each([
    ['a', "b'a'"],
    ["it's", 'b"it\'s"'],
    ['"', "b'\"'"],
    ['\'"', "b'\\'\"'"],
    ['\t\r\n\\\0\x7fé', "b'\\t\\r\\n\\\\\\x00\\x7f\\xc3\\xa9'"],
  ])('%j is %s', (text, shown) => expect(pythonRepr(Buffer.from(text))).toBe(shown));
});

describe('escaping', () => {
  it('leaves text, its ends and colours, and shows all else', () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const shown = Buffer.from(escapeNonPrintable(every)).toString();
    const passed = [8, 9, 10, 13, 27, ...Array.from({ length: 95 }, (_, at) => 32 + at)];
    expect(shown.replace(/\[[0-9a-f]{2}\]/g, '').length).toBe(passed.length);
    expect(shown).toContain('[07]\b\t\n[0b]');
    expect(shown).toMatch(/~\[7f\]\[80\]/);
    expect(shown.endsWith('[ff]')).toBe(true);
  });
});

describe('what a board says while nobody listens', () => {
  it('is kept for who comes, and the newest of it only', () => {
    const tap = new ConsoleTap();
    for (let count = 0; count < 100; count++)
      void tap.sink(Buffer.from(String(count).padEnd(1024)));
    let heard = '';
    const stop = tap.listen((bytes) => {
      heard += Buffer.from(bytes).toString();
    });
    expect(heard.length).toBe(64 * 1024);
    expect(heard.startsWith('36 ')).toBe(true);
    void tap.sink(Buffer.from('now'));
    expect(heard.endsWith('now')).toBe(true);
    stop();
    void tap.sink(Buffer.from('late'));
    expect(heard.endsWith('now')).toBe(true);
  });

  it('is forgotten when it was for somebody else', () => {
    const tap = new ConsoleTap();
    void tap.sink(Buffer.from('old'));
    tap.clear();
    let heard = '';
    tap.listen((bytes) => {
      heard += Buffer.from(bytes).toString();
    });
    expect(heard).toBe('');
  });
});
