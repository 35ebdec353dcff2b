// The friendly REPL as it is heard from outside: where its prompt stands, the facts that a passing banner tells, and waiting for a
// prompt. It sends nothing, and knows nothing of the raw REPL.

import type { BoardFacts } from '../../shared/board';
import { AdderError } from '../../shared/errors';
import { concat, EMPTY, latin1, tail, utf8 } from '../protocol/bytes';
import { parseBanner } from '../protocol/banner';
import {
  trackPrompt,
  UNKNOWN_PROMPT,
  type PromptState,
  type PromptTracker,
} from '../protocol/prompt';
import { onAbort } from './abort';
import type { Link } from './link';

/** Enough to tell a login from a program, bytes. */
const RECENT = 256;
/** A banner is shorter, bytes. */
const BANNER_TEXT = 1024;
/** How long the echo of a key may take, and a short line to run, ms; some keys have no echo. */
const ECHO_MS = 300;
const ENTER = 0x0d;

export class Friendly {
  private prompt = UNKNOWN_PROMPT;
  private knownFacts: BoardFacts | undefined;
  private bannerText = '';
  private last: Uint8Array = EMPTY;
  private readonly listeners = new Set<(state: PromptState) => void>();
  /** Keys that were sent to the prompt and whose echo has not come, bytes. */
  private unheard = 0;
  private keysAt = -Infinity;
  /** Enter was among them. */
  private endedLine = false;
  private readonly echoListeners = new Set<(state: PromptState) => void>();

  constructor(private readonly link: Link) {}

  get facts(): BoardFacts | undefined {
    return this.knownFacts;
  }

  get state(): PromptState {
    return this.prompt.state;
  }

  /** What a person typed behind the prompt, if typing it again gives the same. */
  get halfTyped(): string | undefined {
    const { line } = this.prompt;
    const text = latin1(line).replace(/^\r/, '');
    return line.length < 64 && /^>>> [\x20-\x7e]+$/.test(text) ? text.slice(4) : undefined;
  }

  /** The last that was heard, for telling what this is. */
  get recent(): Uint8Array {
    return this.last;
  }

  onPrompt(listener: (state: PromptState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** These go to the prompt now, which is to echo them. */
  noteKeys(keys: Uint8Array): void {
    if (this.state !== 'idle' && this.state !== 'typing') return;
    if (!this.awaitsEcho) {
      this.unheard = 0;
      this.endedLine = false;
    }
    this.unheard += keys.length;
    this.endedLine ||= keys.includes(ENTER);
    this.keysAt = performance.now();
  }

  /** Of a key whose echo is on its way nobody knows what it does to the line; of a line that was just ended, how long it runs. */
  get awaitsEcho(): boolean {
    return !this.isEchoed && performance.now() - this.keysAt < ECHO_MS;
  }

  /** Resolves when the echo of all keys has come, with the prompt behind a line, or should have. Rejects with `aborted` and when the link ends. */
  async echoed(signal?: AbortSignal): Promise<void> {
    const left = this.keysAt + ECHO_MS - performance.now();
    if (!this.isEchoed && left > 0) await this.within(left, this.echoListeners, () => true, signal);
  }

  hear(bytes: Uint8Array): void {
    this.set(trackPrompt(this.prompt, bytes));
    this.last = tail(concat(this.last, bytes), RECENT);
    this.hearEcho(bytes.length);
    if (this.knownFacts && this.bannerText === '') return;
    this.bannerText = (this.bannerText + latin1(bytes)).slice(-BANNER_TEXT);
    const facts = parseBanner(this.bannerText);
    if (!facts) return;
    this.learn(facts);
    this.bannerText = '';
  }

  /** The prompt is there, with this behind it. */
  isAtPrompt(typed = ''): void {
    this.set(trackPrompt(UNKNOWN_PROMPT, utf8(`>>> ${typed}`)));
  }

  /** It is known from elsewhere that a program runs, or nothing is known. */
  assume(state: 'running' | 'unknown'): void {
    this.set({ ...UNKNOWN_PROMPT, state });
  }

  /** The same facts again are no news. */
  learn(facts: BoardFacts | undefined): void {
    const known = this.knownFacts;
    const isNew =
      facts?.implementation !== known?.implementation ||
      facts?.version !== known?.version ||
      facts?.machine !== known?.machine;
    if (facts && isNew) this.knownFacts = facts;
  }

  /** Is there a prompt, or will there be one in this time, ms? Rejects with `aborted` and when the link ends. */
  promptWithin(ms: number, signal?: AbortSignal): Promise<boolean> {
    if (this.state === 'idle') return Promise.resolve(true);
    return this.nextPromptWithin(ms, signal);
  }

  nextPromptWithin(ms: number, signal?: AbortSignal): Promise<boolean> {
    return this.within(ms, this.listeners, (state) => state === 'idle', signal);
  }

  private within(
    ms: number,
    listeners: Set<(state: PromptState) => void>,
    isIt: (state: PromptState) => boolean,
    signal?: AbortSignal,
  ): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        stops.forEach((stop) => stop());
        settle();
      };
      const timer = setTimeout(() => {
        finish(() => resolve(false));
      }, ms);
      const listener = (state: PromptState): void => {
        if (isIt(state)) finish(() => resolve(true));
      };
      listeners.add(listener);
      const stops = [
        () => listeners.delete(listener),
        this.link.onEnd((error) => {
          queueMicrotask(() => finish(() => reject(error)));
        }),
        onAbort(signal, () => {
          queueMicrotask(() => finish(() => reject(new AdderError('aborted'))));
        }),
      ];
    });
  }

  private get isEchoed(): boolean {
    return this.unheard === 0 && !(this.endedLine && this.runsLine);
  }

  /** The line end that Enter is echoed as may come in two pieces. */
  private get runsLine(): boolean {
    return this.state === 'running' || this.prompt.line.at(-1) === ENTER;
  }

  private hearEcho(count: number): void {
    this.unheard = Math.max(0, this.unheard - count);
    if (this.isEchoed) for (const listener of [...this.echoListeners]) listener(this.state);
  }

  private set(prompt: PromptTracker): void {
    const changed = prompt.state !== this.prompt.state;
    if (prompt.state === 'idle') this.link.noteReset(false);
    this.prompt = prompt;
    if (changed || prompt.state === 'idle')
      for (const listener of [...this.listeners]) listener(prompt.state);
  }
}
