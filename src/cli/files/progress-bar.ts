// A bar in the terminal while a file travels, in the shape of mpremote's. Not in a pipe, and not for small files.

import type { Progress } from '../../shared/board';
import type { Output } from '../output';

const MIN_BYTES = 2048;
const WIDTH = 20;
const LABEL = 'copying';
/** Covers the longest line of a bar. */
const BLANK = ' '.repeat(13 + LABEL.length + WIDTH);

export class ProgressBar {
  private shown = '';

  constructor(private readonly out: Output) {}

  /** For the engine's `onProgress`. */
  readonly show = ({ done, total }: Progress): void => {
    if (!this.out.isTerminal || total < MIN_BYTES || done >= total) return;
    const line = barLine(done, total);
    if (line === this.shown) return;
    this.shown = line;
    void this.out.text(line);
  };

  /** Takes the bar away. */
  clear(): void {
    if (this.shown !== '') void this.out.text(`\r${BLANK}\r`);
    this.shown = '';
  }
}

export function barLine(done: number, total: number): string {
  const filled = Math.floor((done * WIDTH) / total);
  const percent = String(Math.floor((done * 100) / total)).padStart(3);
  return `\r ... ${LABEL} ${percent}% [${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}]`;
}
