// A board that was lost comes back: plugged in again, or after a reset that took its USB away for a moment. This service waits
// until the system tells that the same board is there (same-board.ts) and has it opened; who asked gets whatever `open`
// makes, a new Board on a new link. It opens nothing itself and does not know why the board went.
//
// A port that has just come may not be ready: udev sets its rights after making it, and a modem manager may look at it first.
// Neither is told, so an attempt that fails is repeated a few times; after that only news of the system leads to another.

import { stat } from 'node:fs/promises';
import type { DeviceInfo } from '../../shared/board';
import { AdderError, isAdderError, type ErrorCode } from '../../shared/errors';
import { addressNow, plainPath, type KnownBoard } from './same-board';
import { watchDevices, type DeviceListener } from './watch';
import { watchPath, type PathWatcher } from './watch-path';

export interface ReappearSystem {
  watchDevices(listener: DeviceListener, options: { readonly signal: AbortSignal }): void;
  watchPath: PathWatcher;
  /** Is there a port, or a link to one? */
  isPort(path: string): Promise<boolean>;
}

/** Waits before the next attempts after one that failed, ms. */
const RETRY_MS = [100, 250, 500, 1000, 2000];
/** What a port says that is not ready yet, or is about to go again. */
const NOT_YET: ReadonlySet<ErrorCode> = new Set([
  'port-not-found',
  'port-denied',
  'port-busy',
  'port-failed',
  'link-lost',
]);

const system: ReappearSystem = {
  watchDevices: (listener, options) => watchDevices(listener, options),
  watchPath,
  isPort: (path) =>
    stat(path).then(
      (found) => found.isCharacterDevice(),
      () => false,
    ),
};

/**
 * Calls `open` with the address at which the board is now, as soon as it is back, and resolves with what that gives. Rejects with
 * `aborted`, and with errors of `open` that waiting does not mend (all but `port-not-found`, `port-denied`, `port-busy`,
 * `port-failed` and `link-lost`). Waits for ever otherwise.
 */
export async function openWhenBack<Opened>(
  board: KnownBoard,
  open: (address: string) => Promise<Opened>,
  { signal }: { readonly signal: AbortSignal },
  on: ReappearSystem = system,
): Promise<Opened> {
  const news = new News(signal);
  const watching = new AbortController();
  let devices: readonly DeviceInfo[] = [];
  const path = plainPath(board);
  if (path !== undefined) on.watchPath(path, () => news.tell(), { signal: watching.signal });
  else
    on.watchDevices(
      (list) => {
        devices = list;
        news.tell();
      },
      { signal: watching.signal },
    );
  try {
    for (let attempt = 0; ;) {
      const next = news.next(); // armed before looking
      const address =
        path === undefined
          ? addressNow(board, devices)
          : (await on.isPort(path))
            ? board.address
            : undefined;
      if (signal.aborted) throw new AdderError('aborted');
      if (address === undefined) {
        await next;
        attempt = 0;
        continue;
      }
      try {
        return await open(address);
      } catch (error) {
        if (!isAdderError(error) || !NOT_YET.has(error.code)) throw error;
      }
      attempt = (await news.within(next, RETRY_MS[attempt])) ? 0 : attempt + 1;
    }
  } finally {
    watching.abort();
    news.end();
  }
}

/** Something has changed; asked for before it happens. */
class News {
  private wake: (() => void) | undefined;
  private readonly onAbort = (): void => this.tell();

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.onAbort);
  }

  tell(): void {
    this.wake?.();
  }

  /** Resolves with the next news, and when the signal aborts. */
  next(): Promise<void> {
    if (this.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => (this.wake = resolve));
  }

  /** Did news come in that time? Without a time it is waited for. */
  async within(next: Promise<void>, milliseconds: number | undefined): Promise<boolean> {
    if (milliseconds === undefined) return next.then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds);
    });
    const came = await Promise.race([next.then(() => true), late]);
    clearTimeout(timer);
    return came;
  }

  end(): void {
    this.signal.removeEventListener('abort', this.onAbort);
  }
}
