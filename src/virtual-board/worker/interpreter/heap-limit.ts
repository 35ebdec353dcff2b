// The heap's upper end. MicroPython asks for more memory through one import; when it gets none it raises MemoryError.

import type { WasmMemory } from './memory';

/** Far more than a board has, little enough for many boards on one computer. */
const MAX_BYTES = 64 * 1024 * 1024;

/** `grow` is the package's own way to grow the memory. */
export function heapLimitImports(
  memory: () => WasmMemory,
  grow: WebAssembly.WasmFunction | undefined,
): Record<string, WebAssembly.ImportFunction> {
  return {
    emscripten_resize_heap(size: number): number {
      if (!grow || size >>> 0 > MAX_BYTES) return 0;
      const answer = Number(grow(size)); // the package answers with a boolean
      memory().refresh();
      return answer;
    },
  };
}
