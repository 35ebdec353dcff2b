// Sends the newest of values that come faster than anybody can look: the first one at once, then at most one per interval,
// and always the last one.

export interface Latest<Value> {
  offer(value: Value): void;
  /** Sends what still waits, and ends. */
  end(): void;
}

export function sendLatest<Value>(send: (value: Value) => void, intervalMs: number): Latest<Value> {
  let waiting: { readonly value: Value } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  const flush = (): void => {
    timer = undefined;
    if (waiting === undefined) return;
    const { value } = waiting;
    waiting = undefined;
    if (!ended) timer = setTimeout(flush, intervalMs);
    send(value);
  };

  return {
    offer(value) {
      if (ended) return;
      waiting = { value };
      if (timer === undefined) flush();
    },
    end() {
      ended = true;
      clearTimeout(timer);
      flush();
    },
  };
}
