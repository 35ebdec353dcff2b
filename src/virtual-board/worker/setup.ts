// Turns a fresh web build of MicroPython into a board: puts the hardware's functions in the places of the web's, gives the
// console's streams their numbers, takes the modules away that lead to JavaScript, and loads the modules that firmware has.
// Two Python files take part: probe.py tells addresses, setup.py does what Python can do by itself.

import {
  fixedSlot,
  functionSignature,
  replace,
  smallInt,
  smallIntValue,
} from './interpreter/c-functions';
import { reallyFree } from './interpreter/heap-limit';
import type { Interpreter } from './interpreter/interpreter';
import { CONSTANTS_END } from './interpreter/layout';
import type { Clock } from './machine/clock';
import { NATIVE_ARGUMENTS, nativeFunction } from './machine/native-calls';
import { MODULES } from './modules';
import probe from './python/probe.py?raw';
import type { Runtime } from './runtime';
import { STREAM } from './stdio/descriptors';
import type { Stdio } from './stdio/stdio';

/** What `sys.implementation`, `os.uname()` and the banner call the machine. */
export const MACHINE = 'Adder virtual board with WebAssembly';

/** The objects whose addresses probe.py prints, in its order. */
const PROBED = [
  'none',
  'float',
  'sleep',
  'sleepMs',
  'sleepUs',
  'ticksUs',
  'collect',
  'memFree',
  'poll',
  'ipoll',
  'select',
  'stdin',
  'stdout',
  'stderr',
  'stdinBytes',
  'stdoutBytes',
  'machine',
  'js',
  'jsffi',
  'spare',
  'box',
] as const;

type Probed = Record<(typeof PROBED)[number], number>;

/** The Python side of the start; imports come only from the firmware's own modules meanwhile. */
const START = `
import sys
_path = sys.path[:]
sys.path[:] = ['${MODULES}', '.frozen']
import _native
_native.call = _kept[3][0]
import setup
sys.path[:] = _path[:1] + ['${MODULES}'] + _path[1:]
del sys.modules['_native'], sys.modules['setup'], setup, _native, _kept, _path, sys
`;

export function setUp(runtime: Runtime, stdio: Stdio, clock: Clock): void {
  const { interpreter } = runtime;
  const at = findObjects(interpreter, stdio);
  const { memory } = interpreter;

  for (const [name, descriptor] of Object.entries(STREAM))
    memory.setWord(at[name as keyof typeof STREAM] + 4, descriptor); // {type, descriptor}

  const method = (object: number): number => memory.word(memory.word(object + 8) + 8);
  clock.install(
    {
      sleep: fixedSlot(interpreter, at.sleep),
      sleepMs: fixedSlot(interpreter, at.sleepMs),
      sleepUs: fixedSlot(interpreter, at.sleepUs),
      ticksUs: fixedSlot(interpreter, at.ticksUs),
      polls: [
        { slot: method(at.poll), timeoutAt: 1, unitMs: 1 },
        { slot: method(at.ipoll), timeoutAt: 1, unitMs: 1 },
        { slot: memory.word(at.select + 8), timeoutAt: 3, unitMs: 1000 },
      ],
    },
    at.none,
    memory.word(at.float),
  );
  replace(interpreter, fixedSlot(interpreter, at.collect), 0, (original) => () => {
    original();
    runtime.collectNow();
    return at.none;
  });

  replace(
    interpreter,
    fixedSlot(interpreter, at.memFree),
    0,
    (original) => () => smallInt(reallyFree(smallIntValue(original()), memory)),
  );

  nameMachine(interpreter, at.machine);
  for (const module of [at.js, at.jsffi]) forgetModule(interpreter, module);
  giveNativeFunction(runtime, at);

  const failure = interpreter.run(START);
  if (failure) throw new Error(`the board could not be set up: ${failure.text}`);
}

function findObjects(interpreter: Interpreter, stdio: Stdio): Probed {
  let printed = '';
  stdio.capture = (bytes) => (printed += Buffer.from(bytes).toString());
  const failure = interpreter.run(probe);
  stdio.capture = undefined;
  if (failure) throw new Error(`the interpreter could not be probed: ${failure.text}`);
  const addresses = printed.trim().split(' ').map(Number);
  return Object.fromEntries(PROBED.map((name, index) => [name, addresses[index]])) as Probed;
}

/** A Python string is {type, hash, length, address}; this one is in the interpreter's constants. */
function nameMachine(interpreter: Interpreter, name: number): void {
  const { exports, memory } = interpreter;
  const text = new TextEncoder().encode(`${MACHINE}\0`);
  const address = exports.malloc(text.length);
  memory.bytes.set(text, address);
  memory.setWord(name + 4, 0); // "not computed yet"
  memory.setWord(name + 8, text.length - 1);
  memory.setWord(name + 12, address);
}

/**
 * Takes a module out of the table of builtin modules, a list of (name, module) among the interpreter's constants. Names are
 * interned strings: words that end in binary 010.
 */
function forgetModule(interpreter: Interpreter, module: number): void {
  const { memory } = interpreter;
  for (let address = 8; address < CONSTANTS_END; address += 4)
    if (memory.word(address) === module && (memory.word(address - 4) & 7) === 2) {
      memory.setWord(address - 4, 0);
      memory.setWord(address, 0);
    }
}

/**
 * Makes the C function that machine.py calls and puts it into probe.py's list. The table of functions cannot grow, but
 * those of the web's modules are out of reach now: one of their slots is free.
 */
function giveNativeFunction(runtime: Runtime, at: Probed): void {
  const { interpreter } = runtime;
  const { exports, memory } = interpreter;
  const slot = fixedSlot(interpreter, at.spare);
  replace(interpreter, slot, 2, () => nativeFunction(runtime, at.none));
  const builtin = exports.malloc(12);
  memory.setWord(builtin, memory.word(at.select)); // its type: a builtin with a variable number of arguments
  memory.setWord(builtin + 4, functionSignature(1, NATIVE_ARGUMENTS));
  memory.setWord(builtin + 8, slot);
  memory.setWord(memory.word(at.box + 12), builtin); // a list is {type, room, length, address of the items}
}
