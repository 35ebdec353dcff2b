// The bytes that a board prints, as lines for the plotter. A line that is longer than any with numbers is passed over, so that
// a board that never ends one costs nothing. Colours and other escape sequences are taken out.

import { MAX_LINE } from './parse';

const ESCAPE = String.fromCharCode(27);
/** What follows an escape: a control sequence, a system command, or one more letter. */
const SEQUENCE = /^(?:\[[0-?]*[ -/]*[@-~]|\].*|.)/;

export class LineReader {
  private readonly decoder = new TextDecoder();
  private begun = '';
  /** The line is too long already. */
  private passing = false;

  constructor(private readonly onLine: (line: string) => void) {}

  read(bytes: Uint8Array): void {
    const text = this.decoder.decode(bytes, { stream: true });
    let from = 0;
    for (let end = lineEnd(text, 0); end >= 0; end = lineEnd(text, from)) {
      this.take(text, from, end);
      this.endLine();
      from = end + 1;
    }
    this.take(text, from, text.length);
  }

  private take(text: string, from: number, to: number): void {
    if (this.passing || from === to) return;
    this.passing = this.begun.length + to - from > MAX_LINE;
    this.begun = this.passing ? '' : this.begun + text.slice(from, to);
  }

  private endLine(): void {
    const line = this.begun;
    const wanted = !this.passing && line !== '';
    this.begun = '';
    this.passing = false;
    if (wanted) this.onLine(line.includes(ESCAPE) ? withoutEscapes(line) : line);
  }
}

function withoutEscapes(line: string): string {
  const [first = '', ...others] = line.split(ESCAPE);
  return first + others.map((part) => part.replace(SEQUENCE, '')).join('');
}

/** A carriage return alone also ends a line: a program may write over its last one. */
function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const back = text.slice(from, feed < 0 ? undefined : feed).indexOf('\r');
  return back < 0 ? feed : from + back;
}
