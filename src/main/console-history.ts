// The lines that were entered at the prompts of boards, the last ones, as they must be there at the next start: common to all
// boards, since a line of Python is worth the same on each. Written as a whole; what cannot be read is kept aside.

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomically } from '../engine/host/atomic-write';
import { historyLines } from '../ipc/journal';
import { locally } from './computer/local-error';
import { readKept } from './kept-file';
import type { Log } from './log';

export class ConsoleHistory {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private known: readonly string[],
  ) {}

  static async open(file: string, log: Log): Promise<ConsoleHistory> {
    const read = (text: string): string[] => v.parse(historyLines, JSON.parse(text));
    return new ConsoleHistory(
      file,
      (await readKept(file, read, 'the console’s history', log)) ?? [],
    );
  }

  /** The last one last. */
  get lines(): readonly string[] {
    return this.known;
  }

  /** Resolves when they are on the disk. Rejects with `local-full`, `local-denied` and the like; the next one tries anew. */
  keep(lines: readonly string[]): Promise<void> {
    this.known = lines;
    const written = this.writing
      .catch(() => undefined)
      .then(async () => {
        if (lines !== this.known) return; // the newer ones are written next
        await locally(this.file, async () => {
          await mkdir(dirname(this.file), { recursive: true });
          await writeFileAtomically(this.file, new TextEncoder().encode(JSON.stringify(lines)));
        });
      });
    this.writing = written;
    return written;
  }

  /** Resolves when nothing waits to be written, whatever became of it. */
  flush(): Promise<void> {
    return this.writing.catch(() => undefined);
  }
}
