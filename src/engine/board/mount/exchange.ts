// The computer's side of one mount: answers the board's requests one at a time and sends replies no faster than the board takes them. While
// an exchange is under way the line is the board's and ours alone (`isBusy`). A reply of which something was lost leaves the board waiting for
// the rest: then it gets bytes until it sees by the checksum what has happened, and asks again. It reports each part that it has taken, so that
// nothing is sent to a board that waits no more.

import { concat } from '../../protocol/bytes';
import { Outflow, type OutgoingPacket } from '../helper/outflow';
import { askAgain, mountReply, type MountEvent, type ReplyForm } from '../../protocol/mount-frames';

type Request = Extract<MountEvent, { kind: 'request' }>;

/** The board has taken nothing more for so long: something was lost, ms. */
const STALL_MS = 1000;
/** The end of an exchange that was damaged comes again within this, if it says something, ms. */
const OVER_MS = 200;
/** Then it is gone. */
const MOST_STALLS = 4;
/** What the board says when it has taken one window more. */
export const TAKEN = 0x06;
/** The exchange is over; with it comes what the board had to skip. It comes twice if that is something. */
export const OVER = 'K';

export interface ExchangeLine {
  send(bytes: Uint8Array): void;
  answer(op: string, data: Uint8Array): Promise<Uint8Array>;
  /**
   * The line is free again; what the board has skipped is still to be sent to it.
   * @param disturbed parts of our own replies may be behind it
   */
  onOver(skipped: Uint8Array, disturbed: boolean): void;
}

export class Exchange {
  private busy = false;
  private last: { readonly request: Request; readonly answer: Promise<Uint8Array> } | undefined;
  private outflow: Outflow | undefined;
  private unsent = 0;
  /** Reports that the board still owes for this reply. */
  private due = 0;
  private hasBegun = false;
  private disturbed = false;
  /** The number of the exchange that has just ended. */
  private over: number | undefined;
  private filling = false;
  private stalls = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly line: ExchangeLine,
    private readonly form: ReplyForm,
    private readonly pace: { readonly window: number; readonly ahead: number },
  ) {}

  get isBusy(): boolean {
    return this.busy;
  }

  hear(request: Request): void {
    this.stalls = 0;
    this.outflow?.stop();
    this.outflow = undefined;
    if (request.op === OVER) {
      if (request.number !== this.over) this.end(request.data);
      this.over = request.number;
      return;
    }
    this.over = undefined;
    if (this.busy) this.disturbed = true;
    this.busy = true;
    clearTimeout(this.timer); // the file system of this computer may take its time
    if (!this.last || !same(this.last.request, request))
      this.last = { request, answer: this.line.answer(request.op, request.data) };
    const { answer } = this.last;
    void answer.then((data) => this.reply(request, data));
  }

  /** A request could not be read, or the end of the exchange. */
  onDamaged(): void {
    if (this.outflow) {
      if (this.due === 0) this.watch(OVER_MS);
      return;
    }
    // What others send would be thrown away with the rest of this.
    this.busy = true;
    this.disturbed = true;
    this.watch();
    this.line.send(askAgain(this.form));
  }

  /** Takes the board's reports out of what it says during a reply. */
  withoutReports(bytes: Uint8Array): Uint8Array {
    if (!this.outflow || !bytes.includes(TAKEN)) return bytes;
    for (const byte of bytes)
      if (byte === TAKEN) {
        this.hasBegun = true;
        this.due = Math.max(0, this.due - 1);
        this.watch();
        this.outflow.onTaken();
        if (this.filling && this.unsent === 0 && this.due > 0) this.fill();
      }
    return bytes.filter((byte) => byte !== TAKEN);
  }

  /** Nothing more is sent, nobody waits. */
  stop(): void {
    this.outflow?.stop();
    this.outflow = undefined;
    this.end(new Uint8Array());
  }

  private reply(request: Request, data: Uint8Array): void {
    if (!this.busy || this.last?.request.number !== request.number || this.outflow) return;
    const { head, body } = mountReply(request.number, data, this.form);
    this.unsent = body.length;
    this.due = Math.ceil(body.length / this.pace.window);
    this.filling = false;
    this.hasBegun = false;
    this.outflow = new Outflow(once(body), this.pace.window, this.pace.ahead, (bytes) => {
      this.unsent -= bytes.length;
      this.line.send(bytes);
    });
    this.watch();
    this.line.send(head);
    this.outflow.pump();
  }

  private watch(ms = STALL_MS): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.goOn(), ms);
  }

  private goOn(): void {
    if (this.due === 0 || ++this.stalls > MOST_STALLS) {
      this.stop();
      return;
    }
    this.watch();
    // Of a reply whose head is lost, no part is ever taken.
    if (this.unsent > 0 && this.hasBegun) this.outflow?.onTaken();
    else if (this.stalls % 3 === 1) this.fill(); // not each time: the board's patience shall end, too
  }

  /** A read of the board ends by this, and a wait for a reply. */
  private fill(): void {
    this.filling = true;
    this.disturbed = true;
    this.line.send(concat(new Uint8Array(this.pace.window), askAgain(this.form)));
  }

  private end(skipped: Uint8Array): void {
    clearTimeout(this.timer);
    if (!this.busy && skipped.length === 0) return;
    const disturbed = this.disturbed || !this.busy || this.due > 0;
    this.busy = false;
    this.disturbed = false;
    this.line.onOver(skipped, disturbed);
  }
}

function same(a: Request, b: Request): boolean {
  return a.number === b.number && a.op === b.op && Buffer.compare(a.data, b.data) === 0;
}

function* once(bytes: Uint8Array): Generator<OutgoingPacket> {
  yield { bytes, content: bytes.length };
}
