// The Python modules that a board has in its firmware and the web build of MicroPython lacks. They are files of a small
// read-only folder that only the import system looks into (it stands first but one in `sys.path`), and are compiled when
// a program imports them.

import { NATIVE_CALLS } from './machine/native-calls-list';
import asyncio from './python/asyncio.py?raw';
import machine from './python/machine.py?raw';
import neopixel from './python/neopixel.py?raw';
import setup from './python/setup.py?raw';

/** The folder's name, as programs see it in `sys.path`. */
export const MODULES = '.board';

/** In firmware these are C and show no lines in tracebacks. */
export const HIDDEN_MODULES: ReadonlySet<string> = new Set([
  'machine.py',
  'neopixel.py',
  'setup.py',
]);

/** The names of what machine.py can ask for, as numbers; setup.py puts the function to ask with beside them. */
const native = NATIVE_CALLS.map((name, number) => `${name.toUpperCase()} = ${number}\n`).join('');

/** Can be imported only until the board has started. */
export const START_FILES = files({ '_native.py': native, 'setup.py': setup });

export const MODULE_FILES = files({
  'asyncio.py': asyncio,
  'machine.py': machine,
  'neopixel.py': neopixel,
});

function files(texts: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  return new Map(
    Object.entries(texts).map(([name, text]) => [
      `${MODULES}/${name}`,
      new TextEncoder().encode(text),
    ]),
  );
}
