// Where the keys of the repl come from: a person at a terminal, or a pipe or file, whose lines end with Enter. It knows how much of what
// it has given is still on its way, and takes no more when that is too much; what the keys mean is not known here.

import type { Readable } from 'node:stream';
import { LinesAsKeys } from './keys';
import type { TerminalInput } from './raw-terminal';

/** As much may be on its way to the board, bytes. */
const LIMIT = 64 * 1024;

export interface KeyboardEvents {
  /** Resolves when the keys are on their way. */
  keys(bytes: Uint8Array): Promise<void>;
  /** There will be no more. */
  end(): void;
}

export class Keyboard {
  private onWay = 0;
  private work: Promise<void> = Promise.resolve();
  private readonly lines = new LinesAsKeys();
  private readonly onEnd = (): void => this.events.end();
  private readonly onData = (bytes: Buffer): void => {
    const keys = this.isTerminal ? bytes : this.lines.take(bytes);
    this.onWay += keys.length;
    if (this.onWay > LIMIT) this.input.pause();
    const sent = (): void => {
      this.onWay -= keys.length;
      if (this.listening && this.onWay <= LIMIT) this.input.resume();
    };
    this.work = Promise.all([this.work, this.events.keys(keys).then(sent, sent)]).then(
      () => undefined,
    );
  };
  private listening = false;

  constructor(
    private readonly input: Readable & TerminalInput,
    private readonly events: KeyboardEvents,
  ) {}

  get isTerminal(): boolean {
    return this.input.isTTY === true;
  }

  /** Resolves when all that was given is on its way. */
  get sent(): Promise<void> {
    return this.work;
  }

  listen(): void {
    this.listening = true;
    // A terminal that is gone ends with an error.
    this.input.on('data', this.onData).on('end', this.onEnd).on('error', this.onEnd);
    if (this.input.readableEnded || this.input.destroyed) this.onEnd();
  }

  stop(): void {
    this.listening = false;
    this.input.off('data', this.onData).off('end', this.onEnd);
    this.input.pause();
  }
}
