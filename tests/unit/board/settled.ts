// Deadlines that pass at once, for boards that answer by a script.

import { afterEach, beforeEach, vi } from 'vitest';
import { Board, type ConnectOptions } from '../../../src/engine/board/board';
import type { ByteSink } from '../../../src/engine/board/types';
import { isAdderError } from '../../../src/shared/errors';
import type { ScriptedTransport } from './scripted-transport';

/** In this file, time passes only when it is told to. */
export function useFakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** Lets bytes arrive, without time passing. */
export async function arrive(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets deadlines pass until the promise has settled. */
export async function settled<T>(promise: Promise<T>): Promise<T | { code: string }> {
  const outcomeKnown = { yes: false };
  const outcome = promise
    .catch((error: unknown) => ({ code: isAdderError(error) ? error.code : String(error) }))
    .finally(() => {
      outcomeKnown.yes = true;
    });
  for (let step = 0; step < 400 && !outcomeKnown.yes; step++) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(50);
  }
  return outcome;
}

export async function connect(
  transport: ScriptedTransport,
  onConsole?: ByteSink,
  options: ConnectOptions = {},
): Promise<Board> {
  const connected = Board.connect(transport, { ...options, ...(onConsole && { onConsole }) });
  return (await settled(connected)) as Board;
}
