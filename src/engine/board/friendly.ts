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

export class Friendly {
  private prompt = UNKNOWN_PROMPT;
  private knownFacts: BoardFacts | undefined;
  private bannerText = '';
  private last: Uint8Array = EMPTY;
  private readonly listeners = new Set<(state: PromptState) => void>();

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

  hear(bytes: Uint8Array): void {
    this.set(trackPrompt(this.prompt, bytes));
    this.last = tail(concat(this.last, bytes), RECENT);
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

  private set(prompt: PromptTracker): void {
    const changed = prompt.state !== this.prompt.state;
    if (prompt.state === 'idle') this.link.noteReset(false);
    this.prompt = prompt;
    if (changed || prompt.state === 'idle')
      for (const listener of [...this.listeners]) listener(prompt.state);
  }
}
