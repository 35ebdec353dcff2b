// The heap's upper end. MicroPython asks for more memory through one import; when it gets none it raises MemoryError.

import type { WasmMemory } from './memory';

/** Far more than a board has, little enough for many boards on one computer. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What `gc.mem_free()` counts as free without asking: all that the web build could still ask for. */
const ASSUMED_FREE = 128 * 1024 * 1024;

/** The free memory that a program really has, from what C believes. */
export function reallyFree(believed: number, memory: WasmMemory): number {
  return Math.max(0, believed - ASSUMED_FREE) + Math.max(0, MAX_BYTES - memory.size);
}

/** `grow` is the package's own way to grow the memory. */
export function heapLimitImports(
  memory: () => WasmMemory,
  grow: WebAssembly.WasmFunction | undefined,
): Record<string, WebAssembly.ImportFunction> {
  return {
    emscripten_resize_heap(size: number): number {
      if (!grow || size >>> 0 > MAX_BYTES) return 0;
      const answer = grow(size);
      memory().refresh();
      return answer;
    },
  };
}
