// MicroPython's own way to be interrupted: one pending exception, a short queue of functions to call "soon", and a state
// word that the interpreter's loop looks at on every jump. This file owns these few words of memory.
//
// To be called by the loop at all, Adder keeps the state word at "something is pending" (see `arm`); the loop then calls
// `mp_handle_pending` through an import, which vm-hook.ts answers.

import type { Interpreter } from './interpreter';
import { ADDRESS, SCHEDULE_RING_LENGTH, SLOT } from './layout';

const STATE_PENDING = 0;
const STATE_IDLE = 1;
const NO_CHARACTER = -1;

/** A Python function and its one argument, as addresses. Python code keeps both alive. */
export interface Callback {
  readonly callee: number;
  readonly argument: number;
}

export class Scheduler {
  constructor(private readonly interpreter: Interpreter) {}

  /** Asks the interpreter's loop to call back. Not while it is locked, that is, inside a scheduled function. */
  arm(): void {
    const { memory } = this.interpreter;
    if (memory.half(ADDRESS.schedulerState) === STATE_IDLE)
      memory.setHalf(ADDRESS.schedulerState, STATE_PENDING);
  }

  /** Whether an exception or a scheduled function waits to be handled. */
  get pending(): boolean {
    const { memory } = this.interpreter;
    return memory.word(ADDRESS.pendingException) !== 0 || memory.byte(ADDRESS.scheduleLength) !== 0;
  }

  /** Handles what is pending right here, inside a C function: it may leave this call by an exception of C's. */
  handle(): void {
    if (!this.pending) return;
    this.arm();
    this.interpreter.slot(SLOT.handlePending)(1);
    this.arm();
  }

  interrupt(): void {
    this.interpreter.exports.mp_sched_keyboard_interrupt();
  }

  /** The character that interrupts, or -1 when there is none: at the prompt, or after `micropython.kbd_intr(-1)`. */
  get interruptCharacter(): number {
    return this.interpreter.memory.word(ADDRESS.interruptCharacter);
  }

  set interruptCharacter(character: number) {
    this.interpreter.memory.setWord(ADDRESS.interruptCharacter, character);
  }

  get interruptible(): boolean {
    return this.interruptCharacter !== NO_CHARACTER;
  }

  /** Ends a run: what came too late for the program must not hit the next one. */
  forgetException(): void {
    this.interruptCharacter = NO_CHARACTER;
    this.interpreter.memory.setWord(ADDRESS.pendingException, 0);
  }

  /** Queues a function as `micropython.schedule` does; false when the queue is full. */
  schedule(callback: Callback): boolean {
    const { memory } = this.interpreter;
    const length = memory.byte(ADDRESS.scheduleLength);
    if (length >= SCHEDULE_RING_LENGTH) return false;
    const place = (memory.byte(ADDRESS.scheduleFirst) + length) % SCHEDULE_RING_LENGTH;
    const address = ADDRESS.scheduleRing + 8 * place;
    memory.setWord(address, callback.callee);
    memory.setWord(address + 4, callback.argument);
    memory.setByte(ADDRESS.scheduleLength, length + 1);
    return true;
  }
}
