// Where the conversation stands: at the friendly prompt, in the raw REPL, or unknown; and the ways between them.
// It owns the console's view of the stream. It knows nothing of files or of who asked: `board.ts` keeps the order.
//
//                 probe / output                 enter
//   unknown ───────────────────────▶ friendly ──────────▶ raw ── exec ... ──▶ raw
//      ▲  ▲                             ▲                  │ │
//      │  └── enter (Ctrl-C allowed) ───┼──────────────────┘ │ leave, or a soft reset from here
//      │                                └────────────────────┘
//      └── any failure inside: the next operation enters with Ctrl-C

import type { BoardFacts } from '../../shared/board';
import { AdderError, isAdderError } from '../../shared/errors';
import { concat, CTRL_B, CTRL_C, CTRL_D, EMPTY, indexOf, latin1, utf8 } from '../protocol/bytes';
import { parseBanner } from '../protocol/banner';
import { enterRaw, RAW_BANNER } from '../protocol/enter-raw';
import { expectText } from '../protocol/expect';
import type { Machine } from '../protocol/machine';
import { trackPrompt, UNKNOWN_PROMPT, type PromptState } from '../protocol/prompt';
import type { Transport } from '../transport/transport';
import { onAbort, throwIfAborted } from './abort';
import { Console } from './console';
import { drive, type Drive, type DriveListeners } from './drive';
import { Link } from './link';
import { RawRepl, stopProgram } from './raw-repl';

/** The end of the line that a soft reset prints; old ports leave out the "MPY: " before it. */
const REBOOT = utf8('soft reboot');
/** boot.py may join a network before the raw prompt comes back, ms of silence. */
const BOOT_SILENCE_MS = 10_000;
const LEAVE_SILENCE_MS = 2000;
/** How long a board at its prompt takes to answer the soft probe, ms. */
const PROBE_MS = 500;
/** How long to listen before probing: a virtual board and a board that just starts speak first, ms. */
const LISTEN_MS = 250;

export class Session {
  readonly link: Link;
  readonly raw: RawRepl;
  readonly console = new Console();
  private place: 'unknown' | 'friendly' | 'raw' = 'unknown';
  private prompt = UNKNOWN_PROMPT;
  private knownFacts: BoardFacts | undefined;
  /** The engine itself lost the thread, so no program of the user is at stake. */
  private lostThread = false;
  /** A line that a person had begun to type when the engine took over. */
  private halfTyped = '';
  /** How much the console had shown when the engine took over. */
  private shownBefore = 0;
  private readonly promptListeners = new Set<(state: PromptState) => void>();
  private bannerText = '';
  /** What the board says now is the end of our own conversation. */
  private over = false;

  constructor(transport: Transport) {
    this.link = new Link(transport, (bytes) => {
      this.hear(bytes);
    });
    this.raw = new RawRepl(this.link);
  }

  get facts(): BoardFacts | undefined {
    return this.knownFacts;
  }

  /** What the friendly prompt is doing; `unknown` while the engine is inside or nothing was heard. */
  get promptState(): PromptState {
    return this.place === 'raw' ? 'unknown' : this.prompt.state;
  }

  get inRaw(): boolean {
    return this.place === 'raw';
  }

  /** The console has shown something since the engine took over: behind it belongs a prompt. */
  get owesPrompt(): boolean {
    return this.console.shown !== this.shownBefore;
  }

  onPrompt(listener: (state: PromptState) => void): () => void {
    this.promptListeners.add(listener);
    return () => this.promptListeners.delete(listener);
  }

  /**
   * The soft probe: listens, then asks with Ctrl-B, which prints the banner at a prompt, leaves a raw REPL that somebody left
   * behind, and harms no running program. Never rejects for silence.
   */
  async probe(signal?: AbortSignal): Promise<void> {
    if (await this.promptWithin(LISTEN_MS, signal)) return;
    const running = this.prompt.state === 'running';
    // Not awaited: a link that takes nothing now is a silent one. A link that fails ends the wait by itself.
    this.link.send(Uint8Array.of(CTRL_B)).catch(() => undefined);
    if (!running) await this.promptWithin(PROBE_MS, signal);
  }

  /** Can the engine get in without stopping a program of the user? */
  canEnterGently(): boolean {
    return (
      this.place === 'raw' ||
      this.lostThread ||
      this.prompt.state === 'idle' ||
      (this.prompt.state === 'typing' && halfTypedLine(this.prompt.line) !== undefined)
    );
  }

  /**
   * Into the raw REPL. Rejects with `board-busy` where the prompt was a program's own, `board-silent`, `no-response`,
   * `no-raw-repl`; the place is then unknown. Rejects with `aborted` once the board has answered, so that it can be led out.
   */
  async enter(signal?: AbortSignal): Promise<void> {
    if (this.place === 'raw') return;
    const gentle = this.prompt.state === 'idle';
    this.shownBefore = this.console.shown;
    this.halfTyped = halfTypedLine(this.prompt.line) ?? '';
    const onDiscarded = (bytes: Uint8Array): void => {
      this.showLeftovers(bytes);
    };
    try {
      const machine = enterRaw({ force: !gentle, nonce: nonce() });
      const { before } = await this.guarded(machine, { onDiscarded }, signal);
      this.showLeftovers(before);
    } catch (error) {
      // A board that hears the Ctrl-A later, when nobody listens, goes back to its friendly prompt.
      this.link.send(Uint8Array.of(CTRL_B)).catch(() => undefined);
      throwIfAborted(signal);
      if (gentle && (isAdderError(error, 'no-response') || isAdderError(error, 'board-silent'))) {
        this.setPrompt({ line: EMPTY, state: 'running' });
        throw new AdderError('board-busy', { cause: error });
      }
      throw error;
    }
    this.place = 'raw';
    this.lostThread = false;
    throwIfAborted(signal);
  }

  /** Back to the friendly prompt. The banner is swallowed; what a person had half typed is typed again. */
  async leave(): Promise<void> {
    if (this.place !== 'raw') return;
    const machine = expectText({
      send: Uint8Array.of(CTRL_B),
      text: '>>> ',
      silenceMs: LEAVE_SILENCE_MS,
    });
    const { before } = await this.guarded(machine, {});
    this.learn(parseBanner(latin1(before)));
    this.place = 'friendly';
    const text = this.halfTyped;
    this.halfTyped = '';
    if (text !== '')
      await this.guarded(expectText({ send: utf8(text), text, silenceMs: LEAVE_SILENCE_MS }), {});
    if (this.owesPrompt) this.console.prompt(text, this.link);
    this.setPrompt(trackPrompt(UNKNOWN_PROMPT, utf8(`>>> ${text}`)));
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
    await this.guarded(expectText({ send, text: '\n', silenceMs: LEAVE_SILENCE_MS }), {});
  }

  /** A soft reset from the raw prompt to the raw prompt: boot.py runs, main.py does not. An abort stops boot.py with Ctrl-C. */
  async resetInRaw(show: boolean, signal?: AbortSignal): Promise<void> {
    const reset = expectText({
      send: Uint8Array.of(CTRL_D),
      interrupt: Uint8Array.of(CTRL_C),
      text: RAW_BANNER,
      silenceMs: BOOT_SILENCE_MS,
      keep: 64 * 1024,
    });
    this.link.noteReset(true);
    const { before } = await this.guarded(reset, {}, signal, (running) => {
      stopProgram(this.link, running);
    });
    this.link.noteReset(false);
    // "OK", the reboot's own line, then what boot.py printed.
    const booted = indexOf(before, REBOOT);
    if (show && booted >= 0) this.showLeftovers(before.subarray(booted + REBOOT.length));
    this.halfTyped = '';
  }

  /** A soft reset as a person does it: boot.py and main.py run, and the console shows it all. */
  async resetFriendly(): Promise<void> {
    this.halfTyped = ''; // behind it, Ctrl-D would not reset
    await this.leave();
    this.setPrompt({ line: EMPTY, state: 'running' });
    this.link.noteReset(true);
    await this.link.send(Uint8Array.of(CTRL_D));
  }

  /** Ctrl-C at the friendly REPL, again and again, until the prompt is back. Rejects with `no-response`. */
  async interruptFriendly(): Promise<void> {
    await this.leave();
    this.lostThread = false;
    let keys = Uint8Array.of(CTRL_C);
    for (const ms of [250, 500, 1000, 1500]) {
      // Armed before the byte goes out. A prompt that is already there may be a program's own: one Ctrl-C is sent anyway.
      let [prompt] = await Promise.all([this.nextPromptWithin(ms), this.link.send(keys)]);
      // While we hold the board back ourselves, its silence is no answer.
      while (!prompt && this.link.held) prompt = await this.nextPromptWithin(ms);
      if (prompt) return;
      // What said nothing may be a raw REPL that was left behind: Ctrl-B leads out of it.
      keys = Uint8Array.of(CTRL_C, CTRL_B);
    }
    throw new AdderError('no-response', { detail: 'Ctrl-C was sent four times.' });
  }

  /** The engine lost the thread: the next operation has to enter with Ctrl-C; it may when only work of ours is at stake. */
  forget(ours: boolean): void {
    this.place = 'unknown';
    this.lostThread = ours;
    this.setPrompt(UNKNOWN_PROMPT);
  }

  /** The board was reset under a program: it is at its friendly prompt. */
  wasReset(): void {
    this.place = 'friendly';
    this.halfTyped = '';
    this.setPrompt(trackPrompt(UNKNOWN_PROMPT, utf8('>>> ')));
  }

  private async guarded<State, Result>(
    machine: Machine<State, Result>,
    listeners: DriveListeners,
    signal?: AbortSignal,
    stop = (running: Drive<unknown>): void => running.interrupt(),
  ): Promise<Result> {
    const running = drive(this.link, machine, listeners);
    const stopListening = onAbort(signal, () => {
      stop(running);
    });
    try {
      return await running.result;
    } catch (error) {
      this.place = 'unknown';
      throw error;
    } finally {
      stopListening();
    }
  }

  /** Bytes that no operation claims: the friendly REPL, a running program, or a callback while the engine rests. */
  private hear(bytes: Uint8Array): void {
    if (this.over) return;
    this.console.deliver(bytes, this.link);
    if (this.place === 'raw') return;
    this.place = 'friendly';
    this.setPrompt(trackPrompt(this.prompt, bytes));
    this.readBanner(bytes);
  }

  private readBanner(bytes: Uint8Array): void {
    if (this.knownFacts && this.bannerText === '') return;
    this.bannerText = (this.bannerText + latin1(bytes)).slice(-1024);
    const facts = parseBanner(this.bannerText);
    if (!facts) return;
    this.learn(facts);
    this.bannerText = '';
  }

  /** The same facts again are no news. */
  private learn(facts: BoardFacts | undefined): void {
    const known = this.knownFacts;
    const isNew =
      facts?.implementation !== known?.implementation ||
      facts?.version !== known?.version ||
      facts?.machine !== known?.machine;
    if (facts && isNew) this.knownFacts = facts;
  }

  private setPrompt(prompt: typeof this.prompt): void {
    const changed = prompt.state !== this.prompt.state;
    if (prompt.state === 'idle') this.link.noteReset(false);
    this.prompt = prompt;
    if (changed || prompt.state === 'idle')
      for (const listener of [...this.promptListeners]) listener(prompt.state);
  }

  private promptWithin(ms: number, signal?: AbortSignal): Promise<boolean> {
    if (this.prompt.state === 'idle') return Promise.resolve(true);
    return this.nextPromptWithin(ms, signal);
  }

  private nextPromptWithin(ms: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        stops.forEach((stop) => stop());
        settle();
      };
      const timer = setTimeout(() => {
        finish(() => resolve(false));
      }, ms);
      const stops = [
        this.onPrompt((state) => {
          if (state === 'idle') finish(() => resolve(true));
        }),
        this.link.onEnd((error) => {
          queueMicrotask(() => finish(() => reject(error)));
        }),
        onAbort(signal, () => {
          queueMicrotask(() => finish(() => reject(new AdderError('aborted'))));
        }),
      ];
    });
  }

  /** Output that came while the engine was getting in: shown without the REPL's own prompts. */
  private showLeftovers(bytes: Uint8Array): void {
    const text = latin1(bytes).replace(/^(\r?\n|>>> )+|(\r?\n(>>> )?)+$/g, '');
    if (text === '') return;
    this.console.freshLine(this.link);
    this.console.deliver(Buffer.from(`${text}\r\n`, 'latin1'), this.link);
  }
}

/** What a person typed behind the prompt, if typing it again gives the same. */
function halfTypedLine(line: Uint8Array): string | undefined {
  const text = latin1(line).replace(/^\r/, '');
  return line.length < 64 && /^>>> [\x20-\x7e]+$/.test(text) ? text.slice(4) : undefined;
}

let counter = 0;

function nonce(): string {
  counter = (counter + 1) % 1_000_000;
  return `adder${String(counter)}x${Math.floor(Math.random() * 1e9).toString(36)}`;
}
