// Deadlines for work on the computer's disks. A call to a network drive that is gone may never come back, and each that hangs holds one of
// the few threads that all file work shares: where one hangs, nothing more is asked until it has ended. What fails is told in Adder's words
// (local-error.ts).

import { AdderError } from '../../shared/errors';
import { locally } from './local-error';

/** With so many places hanging, only what a person has asked for still gets a thread. */
const MOST_STUCK = 2;

export interface WaitOptions {
  /** How long the disk may take, ms. */
  readonly deadline: number;
  /** For people: the file that it is about. */
  readonly what: string;
  /** Somebody looks at the clock: it is tried even if other places hang. */
  readonly asked?: boolean;
}

export class Patience {
  private readonly stuck = new Set<string>();

  /**
   * Rejects with `local-timeout` after the deadline, and at once while earlier work at this place hangs; the work itself goes on. What it rejects
   * with becomes one of the codes of local files.
   */
  async wait<Result>(
    place: string,
    { deadline, what, asked = false }: WaitOptions,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (this.stuck.has(place) || (!asked && this.stuck.size >= MOST_STUCK))
      throw new AdderError('local-timeout', { detail: what });
    let late: NodeJS.Timeout | undefined;
    const working = work();
    try {
      return await Promise.race([
        locally(what, () => working),
        new Promise<never>((_, reject) => {
          late = setTimeout(() => {
            this.stuck.add(place);
            const free = (): void => {
              this.stuck.delete(place);
            };
            working.then(free, free);
            reject(new AdderError('local-timeout', { detail: what }));
          }, deadline);
        }),
      ]);
    } finally {
      clearTimeout(late);
    }
  }
}
