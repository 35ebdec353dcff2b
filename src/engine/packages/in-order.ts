// Several pieces of work at once, their results one after the other in the order of the items.

import { onAbort } from '../board/abort';

/** The first failure ends it, and asks what is still at work to end too. */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal | undefined,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result> {
  const stop = new AbortController();
  const stopListening = onAbort(signal, () => stop.abort());
  const running: Promise<Result>[] = [];
  let next = 0;
  const start = (): void => {
    const item = items[next++];
    if (item === undefined) return;
    const result = work(item, stop.signal);
    result.catch(() => undefined); // told when its turn comes
    running.push(result);
  };
  try {
    while (next < Math.min(atOnce, items.length)) start();
    for (let first = running.shift(); first; first = running.shift()) {
      const result = await first;
      start();
      yield result;
    }
  } finally {
    stopListening();
    stop.abort();
    await Promise.allSettled(running);
  }
}
