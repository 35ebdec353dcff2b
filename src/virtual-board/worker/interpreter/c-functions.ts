// Replacing C functions by JavaScript ones. A builtin like `time.sleep` is an object in memory that names its C function
// by a slot in a table, and the table can be written. The replacement is called as C would be: no Python frame shows in
// tracebacks, and arguments and answer are Python objects as C sees them, 32-bit words.

import type { Interpreter } from './interpreter';

/** Words in, word out. */
export type CFunction = (...words: number[]) => number;

/** A builtin with a fixed number of arguments: {type, slot}. */
export function fixedSlot(interpreter: Interpreter, builtin: number): number {
  return interpreter.memory.word(builtin + 4);
}

/** How a builtin {type, signature, slot} says how many arguments it takes. */
export function functionSignature(fewest: number, most: number): number {
  return (fewest << 17) | (most << 1);
}

/** Puts `make(original)` into the slot. */
export function replace(
  interpreter: Interpreter,
  slot: number,
  parameters: number,
  make: (original: CFunction) => CFunction,
): void {
  const original = interpreter.slot(slot);
  const table = interpreter.exports.__indirect_function_table;
  table.set(slot, asWebAssembly(parameters, make(original)));
}

/**
 * The table takes only WebAssembly functions. So this writes a module of 40 bytes that imports a JavaScript function as
 * `e.f` with the right type and exports it again.
 */
function asWebAssembly(parameters: number, implementation: CFunction): WebAssembly.WasmFunction {
  const I32 = 0x7f;
  const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];
  const parameterTypes = Array.from({ length: parameters }, () => I32);
  const bytes = new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    ...section(1, 1, 0x60, parameters, ...parameterTypes, 1, I32), // types: one function type
    ...section(2, 1, 1, 0x65, 1, 0x66, 0, 0), // imports: "e" "f", a function of type 0
    ...section(7, 1, 1, 0x66, 0, 0), // exports: "f", function 0
  ]);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    e: { f: implementation },
  });
  return instance.exports['f'] as WebAssembly.WasmFunction;
}

/** Small integers stand in the word itself: the number shifted left, the lowest bit set. */
export function isSmallInt(word: number): boolean {
  return (word & 1) === 1;
}

export function smallIntValue(word: number): number {
  return word >> 1;
}

export function smallInt(value: number): number {
  return (value << 1) | 1;
}
