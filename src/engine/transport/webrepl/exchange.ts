// One of the two channels of a WebREPL connection, text or binary, and the running of a protocol machine on it. Knows the machines'
// effects and nothing of what they say.

import { toAdderError, type AdderError } from '../../../shared/errors';
import { concat, EMPTY } from '../../protocol/bytes';
import { failureError } from '../../protocol/failure';
import type { Effect, Input, Machine } from '../../protocol/machine';

type Reader = (bytes: Uint8Array) => void;

/** Longer than all answers that may come before somebody reads them. */
const MAX_KEPT = 1024;

export class Channel {
  private reader: Reader | undefined;
  private kept: Uint8Array = EMPTY;

  constructor(
    readonly send: (bytes: Uint8Array) => Promise<void>,
    /** Gets what no exchange reads; without it a little is kept for the next exchange. */
    private readonly idle?: Reader,
  ) {}

  push(bytes: Uint8Array): void {
    const reader = this.reader ?? this.idle;
    if (reader) reader(bytes);
    else this.kept = concat(this.kept, bytes).subarray(0, MAX_KEPT);
  }

  /** What came unasked belongs to nothing that is asked for now. */
  forget(): void {
    this.kept = EMPTY;
  }

  take(reader: Reader): void {
    const { kept } = this;
    this.kept = EMPTY;
    this.reader = reader;
    if (kept.length > 0) reader(kept);
  }

  handBack(rest: Uint8Array): void {
    this.reader = undefined;
    if (rest.length > 0) this.push(rest);
  }
}

export interface ExchangeOptions {
  /** Aborts with the error that ends the exchange: the end of the link, an abort. */
  readonly end: AbortSignal;
  readonly onOutput?: (bytes: Uint8Array) => void;
}

/** Rejects with the failure of the machine, with what `onOutput` throws, or with the reason of `end`. */
export function exchange<State, Result>(
  channel: Channel,
  machine: Machine<State, Result>,
  { end, onOutput }: ExchangeOptions,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let live = true;
    let timer: NodeJS.Timeout | undefined;

    function finish(rest: Uint8Array): void {
      live = false;
      clearTimeout(timer);
      end.removeEventListener('abort', onEnd);
      channel.handBack(rest);
    }

    function fail(error: unknown): void {
      if (!live) return;
      finish(EMPTY);
      reject(toAdderError(error));
    }

    function onEnd(): void {
      fail(end.reason);
    }

    function carryOut(effect: Effect<Result>): void {
      if (!live) return;
      switch (effect.kind) {
        case 'send':
          channel.send(effect.bytes).catch(fail);
          return;
        case 'output':
          onOutput?.(effect.bytes);
          return;
        case 'timer':
          clearTimeout(timer);
          if (effect.ms !== undefined)
            timer = setTimeout(() => feed({ kind: 'timeout' }), effect.ms);
          return;
        case 'done':
          finish(effect.rest);
          resolve(effect.result);
          return;
        case 'failed':
          fail(failureError(effect.failure));
          return;
        case 'started':
        case 'discarded':
          return; // no machine of WebREPL says these
      }
    }

    function feed(input: Input): void {
      if (!live) return;
      try {
        const step = machine.next(state, input);
        state = step.state;
        step.effects.forEach(carryOut);
      } catch (error) {
        fail(error);
      }
    }

    end.addEventListener('abort', onEnd);
    const first = machine.start();
    let state = first.state;
    first.effects.forEach(carryOut);
    // No answer comes before this turn of the event loop has ended.
    channel.take((bytes) => feed({ kind: 'bytes', bytes }));
    if (end.aborted) onEnd();
  });
}

/** The end of a link as a signal; the reason is always an AdderError. */
export function endWith(controller: AbortController, error: AdderError): void {
  if (!controller.signal.aborted) controller.abort(error);
}
