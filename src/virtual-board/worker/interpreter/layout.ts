// Addresses inside one very build of MicroPython: micropython.wasm of the npm package 1.27.0, named by its hash.
// WebAssembly keeps its whole memory open to JavaScript, but exports no names for variables; these numbers are those
// names. They were found by experiment and by reading the disassembly, and hold for this hash only.

export const WASM_SHA256 = '06338c955b03c5700aa0069015d3e392d76836ef8e2ce25bedbe59b88ccd373c';

/** Start of `mp_state_ctx`, the one structure that holds the interpreter's state. */
const STATE = 185108;

export const ADDRESS = {
  /** The exception that the interpreter raises at its next check, or 0. */
  pendingException: STATE + 40,
  /** The ring of functions that `micropython.schedule` has queued: four pairs of words (function, argument). */
  scheduleRing: STATE + 192,
  /** 16 bits: -1 locked, 0 something is pending, 1 idle. The interpreter looks at it at every jump. */
  schedulerState: STATE + 252,
  /** One byte: how many functions are queued. */
  scheduleLength: STATE + 254,
  /** One byte: which of the ring's four pairs is the first. */
  scheduleFirst: STATE + 255,
  /** Blocks of 16 bytes allocated since the last garbage collection. */
  allocatedBlocks: STATE + 936,
  /** The character that interrupts a program (3, Ctrl-C), or -1. */
  interruptCharacter: 178872,
  /** How many calls from JavaScript are under way. */
  callDepth: 186120,
  /** One byte: a garbage collection is wanted. */
  collectionWanted: 186124,
} as const;

/** The interpreter's constants and variables end below this; behind it come the stack and the heap. */
export const CONSTANTS_END = 190000;

/** Places in the table of functions that C calls through pointers. */
export const SLOT = {
  /** `mp_handle_pending(raise)`: raises the pending exception, runs scheduled functions. */
  handlePending: 505,
  /** Ends a call from JavaScript; collects garbage when the depth falls to 0. */
  leaveCall: 705,
  /** Makes a Python object out of three words that describe a value. */
  makeObject: 725,
} as const;

export const SCHEDULE_RING_LENGTH = 4;

/**
 * Functions that keep no Python object only in a WebAssembly local while Python code runs below them. The garbage
 * collector cannot see locals, so it may run only when all functions on the stack are of this list: the interpreter's
 * loop, calls, methods, generators, exec, import and the REPL.
 */
export const COLLECTION_SAFE: readonly number[] = [
  0, 397, 398, 400, 401, 409, 410, 412, 415, 425, 426, 432, 508, 511, 597, 598, 599, 601, 606, 609,
  611, 612, 614, 836, 899, 903, 905, 909, 910, 911, 930, 1032, 1250, 1254, 1255, 1273, 1276,
];

/** Exported functions that are safe in the same sense; their numbers are read from the module. */
export const COLLECTION_SAFE_EXPORTS = [
  'proxy_c_to_js_call',
  'mp_js_do_import',
  'mp_js_do_exec',
  'mp_js_repl_process_char',
] as const;
