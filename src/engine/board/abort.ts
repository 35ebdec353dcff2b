// Small words about AbortSignal. (AbortSignal.any is newer than the oldest runtime, Node 18.15.)

import { AdderError } from '../../shared/errors';

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AdderError('aborted', { cause: signal.reason });
}

/** Calls the listener once when the signal aborts, at once if it already has. Returns the end of that. */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (!signal) return () => undefined;
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  signal.addEventListener('abort', listener, { once: true });
  return () => {
    signal.removeEventListener('abort', listener);
  };
}
