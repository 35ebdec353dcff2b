// What a transfer has brought to the other side and what the person has said about it, kept while it is paused: it goes on with what is missing and asks
// nothing twice.

import type { Counts, Turn } from './transfer';

/** A file, compared with what is in its place. */
export interface Judged {
  /** The path by which a person is asked for it. */
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly isSame: boolean;
  /** A file is there. */
  readonly isThere: boolean;
}

export class Ledger {
  private readonly written = new Map<string, number>();
  private readonly agreed = new Set<string>();
  private readonly kept = new Set<string>();
  private total = { files: 0, bytes: 0 };
  private bytesBefore = 0;

  /** Asks about those that are there and are different, unless that is known. */
  async settle(files: readonly Judged[], turn: Turn): Promise<Counts> {
    const unknown = files
      .filter(({ isSame, isThere }) => isThere && !isSame)
      .map(({ key }) => key)
      .filter((key) => ![this.written, this.agreed, this.kept].some((known) => known.has(key)));
    const asked = [...new Set(unknown)];
    if (asked.length > 0) {
      const replaced = await turn.mayReplace(asked);
      for (const key of asked) (replaced.has(key) ? this.agreed : this.kept).add(key);
    }
    const going = files.filter(({ isSame, key }) => !isSame && !this.keeps(key));
    for (const { key } of going) this.written.delete(key);
    this.bytesBefore = sum(this.written.values());
    this.total = {
      files: this.written.size + going.length,
      bytes: this.bytesBefore + sum(going.map(({ size }) => size)),
    };
    return {
      files: { done: this.written.size, total: this.total.files },
      bytes: { done: this.bytesBefore, total: this.total.bytes },
      same: files.filter(({ isSame, key }) => isSame && !this.written.has(key)).length,
      kept: this.kept.size,
    };
  }

  /** What is there stays, as the person has said. */
  keeps(key: string): boolean {
    return this.kept.has(key);
  }

  get hasWritten(): boolean {
    return this.written.size > 0;
  }

  /** This one is in its place. */
  wrote(key: string, size: number): Pick<Counts, 'files'> {
    this.written.set(key, size);
    return { files: { done: this.written.size, total: this.total.files } };
  }

  /** @param done bytes that have gone in this turn, of `total` if that is another than was thought */
  went(done: number, total = this.total.bytes - this.bytesBefore): Pick<Counts, 'bytes'> {
    return { bytes: { done: this.bytesBefore + done, total: this.bytesBefore + total } };
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
