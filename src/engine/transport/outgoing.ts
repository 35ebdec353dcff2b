// The way out of a transport: one queue of writes, sent in call order and in pieces, each of which can be aborted. Knows no
// link; a piece that the link never takes keeps nobody waiting once `end` is called.

import { AdderError } from '../../shared/errors';
import type { AbortOptions } from './transport';

interface Job {
  readonly bytes: Uint8Array;
  settled: boolean;
  settle(error?: AdderError): void;
}

export class Outgoing {
  private readonly jobs = new Set<Job>();
  private running = false;
  private ended: AdderError | undefined;

  /** `failed` is told when the link refused a piece. */
  constructor(
    private readonly chunkBytes: number,
    private readonly send: (piece: Uint8Array) => Promise<void>,
    private readonly failed: (error: unknown) => void,
  ) {}

  write(bytes: Uint8Array, { signal }: AbortOptions): Promise<void> {
    if (this.ended) return Promise.reject(this.ended);
    if (signal?.aborted) return Promise.reject(new AdderError('aborted'));
    return new Promise((resolve, reject) => {
      const onAbort = (): void => job.settle(new AdderError('aborted'));
      const job: Job = {
        bytes,
        settled: false,
        settle: (error) => {
          if (job.settled) return;
          job.settled = true;
          this.jobs.delete(job);
          signal?.removeEventListener('abort', onAbort);
          if (error) reject(error);
          else resolve();
        },
      };
      signal?.addEventListener('abort', onAbort);
      this.jobs.add(job);
      if (!this.running) void this.run();
    });
  }

  /** Rejects all that waits, and all that comes. */
  end(error: AdderError): void {
    this.ended ??= error;
    for (const job of [...this.jobs]) job.settle(this.ended);
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      for (;;) {
        const [job] = this.jobs;
        if (!job) return;
        for (let sent = 0; sent < job.bytes.length && !job.settled; sent += this.chunkBytes)
          await this.send(job.bytes.subarray(sent, sent + this.chunkBytes));
        job.settle();
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.running = false;
    }
  }
}
