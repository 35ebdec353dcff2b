// Runs a protocol machine on a link: gives it bytes and its timer, carries its effects out, and hands the stream back.

import { AdderError } from '../../shared/errors';
import { failureError } from '../protocol/failure';
import type { Effect, Input, Machine } from '../protocol/machine';
import type { Link } from './link';

export interface DriveListeners {
  readonly onOutput?: (bytes: Uint8Array) => void;
  readonly onStarted?: () => void;
  /** Bytes that belong to no answer. Without it, the console gets them. */
  readonly onDiscarded?: (bytes: Uint8Array) => void;
}

export interface Drive<Result> {
  readonly result: Promise<Result>;
  /** Asks the machine to stop what it does; it still ends by itself. */
  interrupt(): void;
  /** Gives up: the result rejects with this error and the stream is handed back. */
  abandon(error: AdderError): void;
}

export function drive<State, Result>(
  link: Link,
  machine: Machine<State, Result>,
  listeners: DriveListeners = {},
): Drive<Result> {
  let state: State;
  let timer: NodeJS.Timeout | undefined;
  let settle: { resolve: (result: Result) => void; reject: (error: AdderError) => void };
  let live = true;
  const result = new Promise<Result>((resolve, reject) => {
    settle = { resolve, reject };
  });

  function finish(rest: Uint8Array): void {
    live = false;
    clearTimeout(timer);
    stopListening();
    link.handBack(rest);
  }

  function fail(error: AdderError): void {
    if (!live) return;
    finish(machine.unread(state));
    settle.reject(error);
  }

  function arm(ms: number | undefined): void {
    clearTimeout(timer);
    if (ms === undefined) return;
    timer = setTimeout(() => {
      // While we hold the board back ourselves, its silence is no answer.
      if (link.held) arm(ms);
      else feed({ kind: 'timeout' });
    }, ms);
  }

  function carryOut(effect: Effect<Result>): void {
    switch (effect.kind) {
      case 'send':
        link.send(effect.bytes).catch((error: unknown) => {
          fail(error instanceof AdderError ? error : new AdderError('link-lost', { cause: error }));
        });
        return;
      case 'output':
        listeners.onOutput?.(effect.bytes);
        return;
      case 'started':
        listeners.onStarted?.();
        return;
      case 'discarded':
        if (effect.bytes.length > 0) (listeners.onDiscarded ?? link.pass)(effect.bytes);
        return;
      case 'timer':
        arm(effect.ms);
        return;
      case 'done':
        finish(effect.rest);
        settle.resolve(effect.result);
        return;
      case 'failed':
        fail(failureError(effect.failure));
    }
  }

  function feed(input: Input): void {
    if (!live) return;
    const step = machine.next(state, input);
    state = step.state;
    step.effects.forEach(carryOut);
  }

  // The wait is armed before the first byte goes out: a fast board answers at once.
  link.take((bytes) => {
    feed({ kind: 'bytes', bytes });
  });
  const stopListening = link.onEnd((error) => {
    queueMicrotask(() => {
      fail(error);
    });
  });
  const first = machine.start();
  state = first.state;
  first.effects.forEach(carryOut);

  return {
    result,
    interrupt: () => {
      feed({ kind: 'interrupt' });
    },
    abandon: fail,
  };
}
