// The functions that micropython.wasm exports and that Adder calls. They are called directly, not through the package's
// own JavaScript, which would build proxies between the two languages: a Python program must never hold a JavaScript object.

export interface InterpreterExports {
  readonly memory: WebAssembly.Memory;
  readonly __indirect_function_table: WebAssembly.Table;
  malloc(bytes: number): number;
  free(address: number): void;
  /** Starts the interpreter: the size of the Python stack in words and of the first heap in bytes. */
  mp_js_init(stackWords: number, heapBytes: number): void;
  proxy_c_init(): void;
  /** Runs source text; `result` receives three words. */
  mp_js_do_exec(source: number, length: number, result: number): void;
  mp_js_do_import(name: number, result: number): void;
  proxy_c_to_js_lookup_attr(object: number, name: number, result: number): void;
  proxy_c_to_js_call(object: number, count: number, values: number, result: number): void;
  proxy_c_free_obj(object: number): void;
  /** Prints the banner and the first prompt. */
  mp_js_repl_init(): void;
  /** One typed character; bit 8 of the answer is set when the REPL wants a soft reset. */
  mp_js_repl_process_char(character: number): number;
  /** Makes KeyboardInterrupt the pending exception. */
  mp_sched_keyboard_interrupt(): void;
}

export function isInterpreterExports(
  exports: Record<string, unknown>,
): exports is Record<string, unknown> & InterpreterExports {
  return typeof exports['mp_js_init'] === 'function' && 'memory' in exports;
}
