// Where the conversation stands: at the friendly prompt, in the raw REPL, or unknown; and the ways between them. Every byte that the
// board sends ends in the console, in an operation's output, or is a banner or prompt of the REPL itself.
// It knows nothing of files or of who asked: `turns.ts` keeps the order.
//
//                 probe / output                 enter
//   unknown ───────────────────────▶ friendly ──────────▶ raw ── exec ... ──▶ raw
//      ▲  ▲                             ▲                  │ │
//      │  └── enter (Ctrl-C allowed) ───┼──────────────────┘ │ leave, or a soft reset from here
//      │                                └────────────────────┘
//      └── any failure inside: the next operation enters with Ctrl-C, or `recover` does

import type { BoardFacts } from '../../shared/board';
import { AdderError, isAdderError } from '../../shared/errors';
import { concat, CTRL_B, CTRL_D, latin1, utf8 } from '../protocol/bytes';
import { parseBanner, withoutFriendlyBanner, withoutRawEntry } from '../protocol/banner';
import { enterRaw, KNOCKING_MS } from '../protocol/enter-raw';
import { expectText } from '../protocol/expect';
import { leaveRaw } from '../protocol/leave-raw';
import type { Machine } from '../protocol/machine';
import type { PromptState } from '../protocol/prompt';
import { resetRaw } from '../protocol/reset-raw';
import type { Transport } from '../transport/transport';
import { onAbort, throwIfAborted } from './abort';
import { breakIn } from './break-in';
import { Console } from './console';
import { drive, type Drive, type DriveListeners } from './drive';
import { Friendly } from './friendly';
import { Link } from './link';
import { probe } from './probe';
import { RawRepl } from './raw-repl';
import { stopFriendly, stopProgram } from './stop';

/** How long a board may take to hear that it is let go, ms. */
const GOODBYE_MS = 2000;
/** How long the echo of a line that is typed again may take, ms. */
const ECHO_MS = 1000;
/** An ESP32 whose reset line the opened port has pulled says its prompt so long afterwards at the latest, ms. */
const BOOT_MS = 3500;

export class Session {
  readonly link: Link;
  readonly raw: RawRepl;
  readonly console = new Console();
  private readonly friendly: Friendly;
  private place: 'unknown' | 'friendly' | 'raw' = 'unknown';
  /** The engine itself lost the thread, so no program of the user is at stake. */
  private lost = false;
  private tried = false;
  /** Something has failed since the engine was last sure of the board: late answers may come. */
  private unsettled = false;
  /** A line that a person had begun to type when the engine took over. */
  private halfTyped = '';
  /** How much the console had shown when the engine took over. */
  private shownBefore = 0;
  private openedAt = 0;
  /** What the board says now is the end of our own conversation. */
  private over = false;

  constructor(private readonly transport: Transport) {
    this.link = new Link(transport, (bytes) => {
      this.hear(bytes);
    });
    this.raw = new RawRepl(this.link);
    this.friendly = new Friendly(this.link);
  }

  get facts(): BoardFacts | undefined {
    return this.friendly.facts;
  }

  /** What the friendly prompt is doing; `unknown` while the engine is inside or nothing was heard. */
  get promptState(): PromptState {
    return this.place === 'raw' ? 'unknown' : this.friendly.state;
  }

  get inRaw(): boolean {
    return this.place === 'raw';
  }

  /** Is there a thread to find again, which nobody has tried yet? */
  get canRecover(): boolean {
    return this.lost && !this.tried && !this.link.error;
  }

  /** The console has shown something since the engine took over: behind it belongs a prompt. */
  get owesPrompt(): boolean {
    return this.console.shown !== this.shownBefore;
  }

  onPrompt(listener: (state: PromptState) => void): () => void {
    return this.friendly.onPrompt(listener);
  }

  async open(signal?: AbortSignal): Promise<void> {
    await this.transport.open(signal ? { signal } : {});
    this.openedAt = performance.now();
  }

  /**
   * The soft probe: what is the board doing? A board that may be booting is waited for, without a word, until what comes next has just the time
   * to knock until it is up (docs/adr/0007). Rejects only with `aborted` and when the link ends.
   */
  async probe(signal?: AbortSignal): Promise<void> {
    const { link, console, friendly } = this;
    await probe({ link, console, friendly }, signal);
    const wait = this.bootMs - KNOCKING_MS;
    if (wait > 0 && friendly.state !== 'typing') await friendly.promptWithin(wait, signal);
  }

  /** Keys of a person go to the board now. */
  noteKeys(keys: Uint8Array): void {
    if (this.place === 'friendly') this.friendly.noteKeys(keys);
  }

  /** Is it unknown yet what the last key of a person does? */
  get awaitsEcho(): boolean {
    return this.place === 'friendly' && this.friendly.awaitsEcho;
  }

  /** Resolves when the echo of what was typed has come, or should have. Rejects with `aborted` and when the link ends. */
  echoed(signal?: AbortSignal): Promise<void> {
    return this.friendly.echoed(signal);
  }

  /** Can the engine get in without stopping a program of the user? */
  canEnterGently(): boolean {
    return (
      this.place === 'raw' ||
      this.lost ||
      this.friendly.state === 'idle' ||
      this.friendly.halfTyped !== undefined
    );
  }

  /**
   * Into the raw REPL. Rejects with `board-busy` where the prompt was a program's own, `board-silent`, `program-unstoppable`,
   * `no-raw-repl`; the place is then unknown. Rejects with `aborted` once the board has answered, so that it can be led out.
   */
  async enter(signal?: AbortSignal): Promise<void> {
    if (this.place === 'raw') return;
    const gentle = this.friendly.state === 'idle';
    const typed = this.friendly.halfTyped;
    let atPrompt = gentle || typed !== undefined;
    this.shownBefore = this.console.shown;
    this.halfTyped = typed ?? '';
    const onDiscarded = (bytes: Uint8Array): void => {
      const text = latin1(bytes);
      this.show(withoutRawEntry(text, atPrompt));
      atPrompt = text.endsWith('>>> ');
    };
    try {
      const said = this.friendly.recent;
      const machine = enterRaw({
        force: !gentle,
        nonce: nonce(),
        late: this.unsettled,
        said,
        patienceMs: this.bootMs,
      });
      const { before } = await this.guarded(machine, { onDiscarded }, signal);
      this.friendly.learn(parseBanner(latin1(before)));
      onDiscarded(before);
    } catch (error) {
      // A board that hears the Ctrl-A later, when nobody listens, goes back to its friendly prompt.
      this.link.send(Uint8Array.of(CTRL_B)).catch(() => undefined);
      throwIfAborted(signal);
      if (gentle && (isAdderError(error, 'no-response') || isAdderError(error, 'board-silent'))) {
        this.friendly.assume('running');
        throw new AdderError('board-busy', { cause: error });
      }
      throw error;
    }
    this.place = 'raw';
    this.lost = false;
    this.unsettled = false;
    throwIfAborted(signal);
  }

  /** Back to the friendly prompt. The banner is swallowed; what a person had half typed is typed again. */
  async leave(): Promise<void> {
    if (this.place !== 'raw') return;
    const { before } = await this.guarded(leaveRaw());
    const said = latin1(before);
    this.friendly.learn(parseBanner(said));
    this.show(withoutFriendlyBanner(said));
    this.place = 'friendly';
    const text = this.halfTyped;
    this.halfTyped = '';
    if (text !== '') {
      const echo = expectText({ send: utf8(text), text, silenceMs: ECHO_MS });
      this.link.pass((await this.guarded(echo)).before);
    }
    if (this.owesPrompt) this.console.prompt(text, this.link);
    this.friendly.isAtPrompt(text);
  }

  /** Back to the friendly prompt, and the console hears the banner: also when the board is there already. */
  async leaveAloud(): Promise<void> {
    if (this.friendly.state === 'idle' && !this.inRaw) return this.link.send(Uint8Array.of(CTRL_B));
    if (!this.inRaw) return;
    this.halfTyped = '';
    const { before } = await this.guarded(leaveRaw());
    this.place = 'friendly';
    this.link.pass(concat(before, utf8('>>> ')));
  }

  /**
   * A program of ours goes on when the link is closed. The Ctrl-B that waits in its input leads the board out of the raw REPL behind its
   * end, unless the program reads it.
   */
  async letGo(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, GOODBYE_MS);
    });
    const sent = this.link.send(Uint8Array.of(CTRL_B)).catch(() => undefined);
    await Promise.race([sent, late]);
    clearTimeout(timer);
  }

  /**
   * Leaves the raw REPL before the link is closed. The line end that answers proves that the board heard; the banner behind it,
   * 10 ms at 115200 baud, is for nobody.
   */
  async leaveForGood(): Promise<void> {
    if (this.place !== 'raw') return;
    this.over = true;
    this.place = 'friendly';
    const send = concat(Uint8Array.of(CTRL_B), utf8(this.halfTyped));
    await this.guarded(expectText({ send, text: '\n', silenceMs: GOODBYE_MS }));
  }

  /** A soft reset from the raw prompt to the raw prompt: boot.py runs, main.py does not. An abort stops boot.py with Ctrl-C. */
  async resetInRaw(signal?: AbortSignal): Promise<void> {
    this.link.noteReset(true);
    await this.guarded(resetRaw(), {}, signal, (running) => {
      stopProgram(this.link, running);
    });
    this.link.noteReset(false);
    this.halfTyped = '';
  }

  /** A soft reset as a person does it: boot.py and main.py run, and the console shows it all. */
  async resetFriendly(): Promise<void> {
    this.halfTyped = ''; // behind it, Ctrl-D would not reset
    await this.leave();
    this.friendly.assume('running');
    this.link.noteReset(true);
    await this.link.send(Uint8Array.of(CTRL_D));
  }

  /** Ctrl-C at the friendly REPL until the prompt is back. Rejects with `program-unstoppable` and `board-silent`. */
  async interruptFriendly(): Promise<void> {
    await this.leave();
    this.lost = false;
    const before = this.console.shown;
    await stopFriendly(this.link, this.friendly, () => this.console.shown !== before);
  }

  /** Ctrl-C without end until the board is in the raw REPL. Rejects with `aborted` and when the link ends. */
  async breakIn(signal: AbortSignal): Promise<void> {
    await this.leave().catch(() => undefined);
    await breakIn(this.link, this.friendly, () => this.enter(signal), signal);
  }

  /**
   * The engine lost the thread: the next operation has to enter with Ctrl-C; it may when only work of ours is at stake.
   * @param state what is known all the same
   */
  forget(ours: boolean, state: 'unknown' | 'running' = 'unknown'): void {
    this.place = 'unknown';
    this.lost = ours;
    this.tried = false;
    this.unsettled = true;
    this.friendly.assume(state);
  }

  /** Finds the thread again after `forget`, in and out of the raw REPL. Rejects as `enter` and `leave` do. */
  async recover(): Promise<void> {
    if (!this.canRecover) return;
    this.tried = true;
    await this.enter();
    await this.leave();
  }

  /** The board was reset under a program: it is at its friendly prompt. */
  wasReset(): void {
    this.place = 'friendly';
    this.halfTyped = '';
    this.friendly.isAtPrompt();
  }

  private async guarded<State, Result>(
    machine: Machine<State, Result>,
    listeners: DriveListeners = {},
    signal?: AbortSignal,
    stop = (running: Drive<unknown>): void => running.interrupt(),
  ): Promise<Result> {
    // A console that takes nothing must not keep the engine from getting in and out.
    const goOn = this.link.letFlow();
    const running = drive(this.link, machine, listeners);
    const stopListening = onAbort(signal, () => {
      stop(running);
    });
    try {
      return await running.result;
    } catch (error) {
      this.place = 'unknown';
      this.unsettled = true;
      throw error;
    } finally {
      stopListening();
      goOn();
    }
  }

  /** Bytes that no operation claims: the friendly REPL, a running program, or a callback while the engine rests. */
  private hear(bytes: Uint8Array): void {
    if (this.over) return;
    this.console.deliver(bytes, this.link);
    if (this.place !== 'raw') {
      this.place = 'friendly';
      this.friendly.hear(bytes);
    } else if (bytes.includes(CTRL_D)) this.forget(true); // the answer to something that we did not send
  }

  /** How long the board may still be booting because its port was opened, ms: only adapters of UARTs have a reset line. */
  private get bootMs(): number {
    const { resetsOnOpen, inFlight } = this.transport.link;
    if (!resetsOnOpen || inFlight === Infinity) return 0;
    return this.openedAt + BOOT_MS - performance.now();
  }

  private show(text: string): void {
    this.console.deliver(Buffer.from(text, 'latin1'), this.link);
  }
}

let counter = 0;

function nonce(): string {
  counter = (counter + 1) % 1_000_000;
  return `adder${String(counter)}x${Math.floor(Math.random() * 1e9).toString(36)}`;
}
