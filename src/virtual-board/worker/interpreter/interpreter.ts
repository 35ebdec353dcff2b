// One running MicroPython: a WebAssembly instance with fresh memory. A reset of the board makes a new one.
// Owns the instance, its memory and the few ways into it: run source, call a builtin, make a string. Knows nothing of
// files, pins or the REPL; those come in as `imports`, the functions that C calls when it wants something from outside.

import type { InterpreterExports } from './exports';
import { isInterpreterExports } from './exports';
import { SLOT } from './layout';
import { WasmMemory } from './memory';

/** The function that the package's JavaScript exports: builds what the instance needs and starts it. */
export type CreateModule = (options: {
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => object;
  readonly noFSInit: boolean;
  readonly print: () => void;
  readonly printErr: () => void;
}) => Promise<unknown>;

/** An exception that left the program: its type's name and the text that the REPL would print. */
export interface PythonFailure {
  readonly type: string;
  readonly text: string;
}

/** Replaces some of the imports; gets the package's own, for what it wants to keep. */
export type PatchImports = (
  own: Readonly<Record<string, WebAssembly.WasmFunction>>,
) => Record<string, WebAssembly.ImportFunction>;

/** Words of the Python stack: deep enough that the recursion limit is C's, as on a board. */
const STACK_WORDS = 16 * 1024;
const HEAP_BYTES = 1024 * 1024;

// How the C side describes a value in three words.
const KIND_EXCEPTION = -1;
const KIND_STRING = 5;
const END_OF_TYPE = '\x04';

export class Interpreter {
  private constructor(
    readonly exports: InterpreterExports,
    readonly memory: WasmMemory,
  ) {}

  static async create(
    createModule: CreateModule,
    module: WebAssembly.Module,
    patch: PatchImports,
  ): Promise<Interpreter> {
    let exports: Record<string, unknown> = {};
    await createModule({
      instantiateWasm(imports, done) {
        const own = imports['env'] as Record<string, WebAssembly.WasmFunction>;
        // C's imports come in two groups, but the package gives both the same functions.
        const all = { ...own, ...patch({ ...own }) };
        const instance = new WebAssembly.Instance(module, {
          env: all,
          wasi_snapshot_preview1: all,
        });
        exports = instance.exports;
        done(instance);
        return {};
      },
      noFSInit: true, // the package's own file system in memory stays empty and unreachable
      print: () => undefined,
      printErr: () => undefined,
    });
    if (!isInterpreterExports(exports)) throw new Error('this is not MicroPython');
    return new Interpreter(exports, new WasmMemory(exports.memory));
  }

  /** Starts Python. Apart from `create`, so that the imports can have the memory before C first calls them. */
  start(): void {
    this.exports.mp_js_init(STACK_WORDS, HEAP_BYTES);
    this.exports.proxy_c_init();
  }

  /** A function of the table that C calls through pointers. */
  slot(index: number): WebAssembly.WasmFunction {
    const found = this.exports.__indirect_function_table.get(index);
    if (found === null) throw new Error(`no function in slot ${index}`);
    return found;
  }

  /** Runs Python source; it may print. */
  run(source: string): PythonFailure | undefined {
    return this.withText(source, (address, length) =>
      this.outcome((result) => this.exports.mp_js_do_exec(address, length, result)),
    );
  }

  /** Calls a builtin function with one string, with no Python frame in between. */
  callBuiltin(name: string, argument: string): PythonFailure | undefined {
    const builtins = this.reference('builtins', (text, result) =>
      this.exports.mp_js_do_import(text, result),
    );
    const builtin = this.reference(name, (text, result) =>
      this.exports.proxy_c_to_js_lookup_attr(builtins, text, result),
    );
    const failure = this.withWords(this.stringWords(new TextEncoder().encode(argument)), (value) =>
      this.outcome((result) => this.exports.proxy_c_to_js_call(builtin, 1, value, result)),
    );
    this.exports.proxy_c_free_obj(builtin);
    this.exports.proxy_c_free_obj(builtins);
    return failure;
  }

  /** A new Python string; the caller must hand it to Python before the next garbage collection. */
  newString(bytes: Uint8Array): number {
    return this.withWords(this.stringWords(bytes), (value) => this.slot(SLOT.makeObject)(value));
  }

  /** Three words that describe a string; C frees the bytes once it has made the object. */
  private stringWords(bytes: Uint8Array): number[] {
    return [KIND_STRING, bytes.length, this.copyIn(bytes)];
  }

  private reference(name: string, call: (text: number, result: number) => void): number {
    return this.withText(name, (text) =>
      this.withWords([0, 0, 0], (result) => {
        call(text, result);
        return this.memory.word(result + 4);
      }),
    );
  }

  private outcome(call: (result: number) => void): PythonFailure | undefined {
    return this.withWords([0, 0, 0], (result) => {
      call(result);
      if (this.memory.word(result) !== KIND_EXCEPTION) return undefined;
      const text = this.memory.word(result + 8);
      const both = this.memory.text(text, this.memory.word(result + 4));
      this.exports.free(text);
      const end = both.indexOf(END_OF_TYPE);
      return { type: both.slice(0, end), text: both.slice(end + 1) };
    });
  }

  private withText<T>(text: string, use: (address: number, length: number) => T): T {
    const bytes = new TextEncoder().encode(text);
    const address = this.copyIn(bytes);
    try {
      return use(address, bytes.length);
    } finally {
      this.exports.free(address);
    }
  }

  private copyIn(bytes: Uint8Array): number {
    const address = this.exports.malloc(bytes.length + 1);
    this.memory.bytes.set(bytes, address);
    this.memory.setByte(address + bytes.length, 0); // C wants a zero behind every text
    return address;
  }

  private withWords<T>(words: readonly number[], use: (address: number) => T): T {
    const address = this.exports.malloc(4 * words.length);
    words.forEach((word, index) => this.memory.setWord(address + 4 * index, word));
    try {
      return use(address);
    } finally {
      this.exports.free(address);
    }
  }
}
