// Garbage collection while a program runs. The web build of MicroPython collects only when no Python code is running,
// since it cannot see objects that C keeps in WebAssembly locals; a long loop would take all memory. Here a collection is
// also run inside a program, when the call stack consists only of functions that are known to keep none there.

import type { Interpreter } from './interpreter';
import { ADDRESS, COLLECTION_SAFE, COLLECTION_SAFE_EXPORTS, SLOT } from './layout';

const BLOCK_BYTES = 16;
/** Collect after this much allocation, and after a quarter of what the heap has grown by. */
const COLLECT_AFTER = 256 * 1024;
const START_SIZE = 17_000_000;
/** An unsafe stack is not looked at again for this long; a very deep one, which is slow to look at, for longer. */
const RETRY_MS = 2;
const RETRY_DEEP_MS = 20;
const MAX_FRAMES = 250;

const FRAME = /wasm-function\[(\d+)\]/g;

export class Collector {
  private readonly safe: Set<number>;
  private notBefore = 0;

  constructor(private readonly interpreter: Interpreter) {
    this.safe = new Set(COLLECTION_SAFE);
    // A WebAssembly function's JavaScript name is its number.
    for (const name of COLLECTION_SAFE_EXPORTS)
      this.safe.add(Number((interpreter.exports[name] as { readonly name: string }).name));
  }

  /** Collects when enough has been allocated and it is safe. */
  collectIfDue(): void {
    const { memory } = this.interpreter;
    const allocated = memory.word(ADDRESS.allocatedBlocks) * BLOCK_BYTES;
    if (allocated < COLLECT_AFTER + Math.max(0, memory.size - START_SIZE) / 4) return;
    if (performance.now() >= this.notBefore) this.collectIfSafe();
  }

  collectIfSafe(): void {
    const frames = stackFrames();
    if (frames.length <= MAX_FRAMES && frames.every((frame) => this.safe.has(frame))) {
      this.collect();
      return;
    }
    this.notBefore = performance.now() + (frames.length > MAX_FRAMES ? RETRY_DEEP_MS : RETRY_MS);
  }

  /** Makes the interpreter believe that the outermost call from JavaScript ends, which is when it collects. */
  private collect(): void {
    const { memory } = this.interpreter;
    const depth = memory.word(ADDRESS.callDepth);
    memory.setWord(ADDRESS.callDepth, 1);
    memory.setByte(ADDRESS.collectionWanted, 1);
    this.interpreter.slot(SLOT.leaveCall)();
    memory.setWord(ADDRESS.callDepth, depth);
  }
}

/** The numbers of the WebAssembly functions that are being executed. JavaScript's only view of them is a stack trace. */
function stackFrames(): number[] {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = MAX_FRAMES + 50;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = before;
  return Array.from(stack.matchAll(FRAME), (match) => Number(match[1]));
}
