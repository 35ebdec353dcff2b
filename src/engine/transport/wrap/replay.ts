// The link `replay=FILE`: plays what a board said in a recording, against what is sent now. What is sent must be what was sent
// then, byte by byte; what the board said comes as soon as all that went before it was sent. Time plays no part, so a
// recording of an hour plays in a moment. Owns the order; the file's format is recording.ts's.

import { readFile, stat } from 'node:fs/promises';
import type { BoardAddress } from '../../../shared/address';
import { AdderError } from '../../../shared/errors';
import { concat, latin1 } from '../../protocol/bytes';
import type { LinkDriver, LinkEvents } from '../driver';
import { PipeTransport } from '../pipe-transport';
import type { LinkTraits, Transport } from '../transport';
import { localError } from '../../host/local-error';
import { parseRecording, type RecordedBytes, type RecordedEnd, type Recording } from './recording';

/** A larger recording is not read at all. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** How much of the two sides an error shows. */
const SHOWN_BYTES = 40;

/** Opening rejects with `bad-recording`, `file-too-large` and the `local-...` codes. */
export function replayTransport(address: BoardAddress, file: string): Transport {
  return new PipeTransport(address, new ReplayDriver(file));
}

class ReplayDriver implements LinkDriver {
  readonly chunkBytes = 16 * 1024;
  link: LinkTraits = {
    inFlight: Infinity,
    eightBitClean: true,
    resetsOnOpen: false,
    survivesSoftReset: true,
  };
  private events!: LinkEvents;
  /** What has to be sent, in one piece and with the lines it stands in. */
  private wanted: Uint8Array = new Uint8Array(0);
  private readonly lines: { readonly from: number; readonly line: number }[] = [];
  /** What the board says once so many bytes were sent. */
  private readonly said: { readonly after: number; readonly bytes: Uint8Array }[] = [];
  private end: RecordedEnd | undefined;
  private sent = 0;
  private paused = false;
  private turn: NodeJS.Immediate | undefined;

  constructor(private readonly path: string) {}

  async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    const { link, events: recorded, end } = await this.read(signal);
    this.events = events;
    this.link = link;
    this.end = end;
    this.sortOut(recorded);
    this.playSoon();
  }

  send(bytes: Uint8Array): Promise<void> {
    const wanted = this.wanted.subarray(this.sent, this.sent + bytes.length);
    const at = firstDifference(wanted, bytes);
    if (at < bytes.length) return Promise.reject(this.differs(at, wanted, bytes));
    this.sent += bytes.length;
    this.playSoon();
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.playSoon();
  }

  close(): Promise<void> {
    clearImmediate(this.turn);
    this.paused = true;
    return Promise.resolve();
  }

  private async read(signal: AbortSignal): Promise<Recording> {
    let text: string;
    try {
      const { size } = await stat(this.path);
      if (size > MAX_FILE_BYTES) throw new AdderError('file-too-large', { detail: this.path });
      text = await readFile(this.path, { encoding: 'utf8', signal });
    } catch (error) {
      throw error instanceof AdderError ? error : localError(error, this.path);
    }
    return parseRecording(text);
  }

  private sortOut(events: readonly RecordedBytes[]): void {
    const wanted: Uint8Array[] = [];
    let after = 0;
    for (const { direction, bytes, line } of events) {
      if (direction === 'from') {
        this.said.push({ after, bytes });
        continue;
      }
      wanted.push(bytes);
      this.lines.push({ from: after, line });
      after += bytes.length;
    }
    this.wanted = concat(...wanted);
  }

  /** Later than the call that caused it, as on every link. */
  private playSoon(): void {
    clearImmediate(this.turn);
    this.turn = setImmediate(() => this.play());
  }

  private play(): void {
    for (let [next] = this.said; next && next.after <= this.sent; [next] = this.said) {
      if (this.paused) return;
      this.said.shift();
      this.events.bytes(next.bytes);
    }
    const isOver = this.said.length === 0 && this.sent === this.wanted.length;
    if (isOver && this.end?.kind === 'lost')
      this.events.lost(
        new AdderError('link-lost', { detail: `It was lost in the recording (${this.end.code}).` }),
      );
  }

  private differs(at: number, wanted: Uint8Array, bytes: Uint8Array): AdderError {
    const place = this.sent + at;
    const line = this.lines.filter(({ from }) => from <= place).at(-1)?.line ?? 1;
    const recorded =
      at < wanted.length ? `the recording has ${shown(wanted, at)}` : 'the recording ends there';
    return new AdderError('replay-differs', {
      detail: `Byte ${place} to the board (line ${line}): ${recorded}, and ${shown(bytes, at)} was sent.`,
    });
  }
}

/** Where the two part, at the latest at the end of the shorter. */
function firstDifference(one: Uint8Array, other: Uint8Array): number {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at++;
  return at;
}

function shown(bytes: Uint8Array, from: number): string {
  return JSON.stringify(latin1(bytes.subarray(from, from + SHOWN_BYTES)));
}
