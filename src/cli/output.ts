// Where the command prints: one stream with back-pressure, which may vanish (`| head`). Knows nothing of boards.

import type { Writable } from 'node:stream';

export class Output {
  /** Somebody reads along: no pipe and no file. */
  readonly isTerminal: boolean;
  private gone = false;
  private draining: Promise<void> | undefined;

  constructor(
    private readonly stream: Writable & { readonly isTTY?: boolean },
    /** Called once when nobody reads any more. */
    onGone: () => void,
  ) {
    this.isTerminal = stream.isTTY === true;
    stream.on('error', () => {
      if (this.gone) return;
      this.gone = true;
      onGone();
    });
  }

  /** One line of ours. Names come from boards: a terminal must not obey them. */
  line(text: string): void | Promise<void> {
    return this.text(`${this.isTerminal ? withoutControls(text) : text}\n`);
  }

  text(text: string): void | Promise<void> {
    return this.write(text);
  }

  /** What a program prints, unchanged. */
  bytes(bytes: Uint8Array): void | Promise<void> {
    return this.write(bytes);
  }

  /** Resolves when all has been handed to the system, or nobody wants it. */
  flush(): Promise<void> {
    if (this.gone || this.stream.writableLength === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.stream.once('error', () => resolve());
      this.stream.write('', () => resolve());
    });
  }

  /** The promise, if there is one, asks the caller to wait. */
  private write(data: string | Uint8Array): void | Promise<void> {
    if (this.gone || this.stream.write(data)) return;
    this.draining ??= new Promise((resolve) => {
      const done = (): void => {
        this.stream.off('drain', done).off('error', done);
        this.draining = undefined;
        resolve();
      };
      this.stream.on('drain', done).on('error', done);
    });
    return this.draining;
  }
}

/** Control characters as Python shows them, so that a name cannot move the cursor or worse. */
export function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text.replaceAll('\r\n', '\n').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
