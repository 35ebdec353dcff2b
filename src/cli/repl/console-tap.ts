// What a board says while nobody listens is kept for the repl that opens next, as it would wait in the port for mpremote; only the
// newest, so that a board which prints for ever fills nothing.

import type { ByteSink } from '../../engine/board/types';

const LIMIT = 64 * 1024;

export class ConsoleTap {
  private kept: Uint8Array[] = [];
  private keptBytes = 0;
  private listener: ByteSink | undefined;

  /** For the board. */
  readonly sink: ByteSink = (bytes) => {
    if (this.listener) return this.listener(bytes);
    this.kept.push(bytes.slice());
    this.keptBytes += bytes.length;
    while (this.keptBytes > LIMIT && this.kept.length > 1)
      this.keptBytes -= this.kept.shift()?.length ?? 0;
  };

  /** What was said until now was for nobody. */
  clear(): void {
    this.kept = [];
    this.keptBytes = 0;
  }

  /** The listener gets what was kept, then all that comes until the returned function is called. */
  listen(listener: ByteSink): () => void {
    const { kept } = this;
    this.clear();
    this.listener = listener;
    for (const bytes of kept) void listener(bytes);
    return () => {
      this.listener = undefined;
    };
  }
}
