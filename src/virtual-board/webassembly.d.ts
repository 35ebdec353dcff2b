// The part of the WebAssembly API that this layer uses. TypeScript declares it only together with the whole DOM.

declare namespace WebAssembly {
  type WasmFunction = (...args: number[]) => number;
  type ImportFunction = (...args: never[]) => unknown;
  type Imports = Record<string, Record<string, unknown>>;

  class Module {
    /** Only here so that no other object passes for a compiled module. */
    private readonly compiled: true;
    constructor(bytes: Uint8Array);
  }

  class Instance {
    readonly exports: Record<string, unknown>;
    constructor(module: Module, imports: Imports);
  }

  class Memory {
    readonly buffer: ArrayBuffer;
  }

  class Table {
    readonly length: number;
    get(index: number): WasmFunction | null;
    set(index: number, value: WasmFunction): void;
  }

  function compile(bytes: Uint8Array): Promise<Module>;
}
