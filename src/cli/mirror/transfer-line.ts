// One line in the terminal while files travel: how much, how fast, how long still. Not in a pipe, and not for small files.

import type { Progress } from '../../shared/board';
import type { Output } from '../output';

const MIN_BYTES = 2048;
/** Between two pictures, ms. */
const INTERVAL_MS = 100;
/** Before this the rate is a guess, ms. */
const SETTLED_MS = 500;

export class TransferLine {
  private began: number | undefined;
  private last = -Infinity;
  private shown = false;

  constructor(
    private readonly out: Output,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** For the engine's `onProgress`. */
  readonly show = (progress: Progress): void => {
    if (!this.out.isTerminal || progress.total < MIN_BYTES) return;
    const now = this.now();
    this.began ??= now;
    if (now - this.last < INTERVAL_MS) return;
    this.last = now;
    this.shown = true;
    void this.out.text(`\r\x1b[K${transferText(progress, now - this.began)}`);
  };

  /** Takes the line away. */
  clear(): void {
    if (this.shown) void this.out.text('\r\x1b[K');
    this.shown = false;
  }
}

/** @param spent ms since the first byte */
export function transferText({ done, total }: Progress, spent: number): string {
  const percent = String(Math.floor((done * 100) / total)).padStart(3);
  const amount = `${percent}% ${bytesText(done)} of ${bytesText(total)}`;
  if (spent < SETTLED_MS || done === 0) return amount;
  const left = Math.ceil((((total - done) / done) * spent) / 1000);
  const clock = `${String(Math.floor(left / 60))}:${String(left % 60).padStart(2, '0')}`;
  return `${amount}, ${bytesText((done * 1000) / spent)}/s, ${clock} left`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${String(Math.round(bytes))} B`;
  const kilo = bytes / 1000;
  return kilo < 1000 ? `${kilo.toFixed(kilo < 10 ? 1 : 0)} kB` : `${(kilo / 1000).toFixed(1)} MB`;
}
