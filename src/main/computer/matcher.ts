// Looks through texts, one after the other. Plain words are found here and now; regular expressions in a thread of their own, with a
// deadline for each text. To be ended after the last one.

import { Worker } from 'node:worker_threads';
import { AdderError, toAdderError } from '../../shared/errors';
import {
  editsInText,
  findInText,
  patternOf,
  packed,
  type PackedEdits,
  type TextMatch,
  type TextQuery,
} from '../../shared/text-search';
import type { BEGUN as Begun, MatchAnswer, MatchRequest } from './matcher-worker';
import workerFile from './matcher-worker?modulePath';

/** A megabyte takes a sensible expression a few hundredths of it, ms. */
const DEADLINE_MS = 3000;
/** As the thread says it (matcher-worker.ts, which is loaded there alone). */
const BEGUN: typeof Begun = 'begun';
/** Until the thread is there, on a busy computer, ms. */
const START_MS = 30_000;

export class Matcher {
  private worker: Worker | undefined;

  /** Throws `bad-pattern`. */
  constructor(
    private readonly query: TextQuery,
    private readonly deadlineMs = DEADLINE_MS,
  ) {
    patternOf(query);
  }

  /** Rejects with `slow-pattern`. */
  async find(text: string, most: number): Promise<TextMatch[]> {
    if (!this.query.regexp) return findInText(text, this.query, most);
    return (await this.ask(text, { kind: 'find', most })) as TextMatch[];
  }

  /** What changes when all is replaced. Rejects with `slow-pattern`. */
  async edits(text: string, replacement: string): Promise<PackedEdits> {
    if (!this.query.regexp) return packed(editsInText(text, this.query, replacement));
    return (await this.ask(text, { kind: 'edit', replacement })) as PackedEdits;
  }

  end(): void {
    void this.worker?.terminate();
    this.worker = undefined;
  }

  private async ask(text: string, want: MatchRequest['want']): Promise<MatchAnswer> {
    const worker = (this.worker ??= new Worker(workerFile, { name: 'matcher' }));
    const request: MatchRequest = { text, query: this.query, want };
    let timer: NodeJS.Timeout | undefined;
    // Only our own listeners are taken off: the thread has some of Node's.
    let done: () => void = () => undefined;
    try {
      return await new Promise<MatchAnswer>((resolve, reject) => {
        const endAfter = (milliseconds: number): void => {
          clearTimeout(timer);
          timer = setTimeout(() => {
            reject(new AdderError('slow-pattern', { detail: this.query.text }));
          }, milliseconds);
        };
        const heard = (said: MatchAnswer | typeof BEGUN): void => {
          if (said === BEGUN) endAfter(this.deadlineMs);
          else resolve(said);
        };
        const failed = (error: unknown): void => {
          reject(toAdderError(error));
        };
        const ended = (): void => {
          reject(new AdderError('aborted'));
        };
        worker.on('message', heard).on('error', failed).on('exit', ended);
        done = () => worker.off('message', heard).off('error', failed).off('exit', ended);
        endAfter(START_MS);
        worker.postMessage(request);
      });
    } catch (error) {
      this.end();
      throw error;
    } finally {
      clearTimeout(timer);
      done();
    }
  }
}
