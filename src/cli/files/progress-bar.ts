// A bar in the terminal while a file travels, in the shape of mpremote's, with how fast it goes and how long it takes behind it. Not in a
// pipe, and not for small files.

import type { Progress } from '../../shared/board';
import type { Output } from '../output';

const MIN_BYTES = 2048;
const WIDTH = 20;
const LABEL = 'copying';
/** `  1023.9 KB/s, 99:59 left` */
const PACE_WIDTH = 25;
/** Covers the longest line of a bar. */
const BLANK = ' '.repeat(13 + LABEL.length + WIDTH + PACE_WIDTH);
/** Before that nobody knows how fast it goes, ms. */
const SETTLED_MS = 500;

export class ProgressBar {
  private shown = '';
  private begin: { readonly at: number; readonly done: number } | undefined;

  constructor(private readonly out: Output) {}

  /** For the engine's `onProgress`. */
  readonly show = ({ done, total }: Progress): void => {
    if (!this.out.isTerminal || total < MIN_BYTES || done >= total) return;
    this.begin ??= { at: performance.now(), done };
    const line = barLine(done, total);
    if (line === this.shown) return;
    this.shown = line;
    const passed = performance.now() - this.begin.at;
    const pace = passed < SETTLED_MS ? '' : paceText(done - this.begin.done, total - done, passed);
    void this.out.text(line + pace.padEnd(PACE_WIDTH));
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

/** `12.3 KB/s, 1:05 left`. @param passed in which so much was done, ms */
export function paceText(done: number, left: number, passed: number): string {
  const perSecond = done / (passed / 1000);
  if (perSecond < 1) return '';
  const seconds = Math.min(Math.ceil(left / perSecond), 99 * 60 + 59);
  const minutes = String(Math.floor(seconds / 60));
  const rate = (Math.min(perSecond, 9999 * 1024) / 1024).toFixed(1);
  return `  ${rate} KB/s, ${minutes}:${String(seconds % 60).padStart(2, '0')} left`;
}
