// Where the command prints: one stream with back-pressure, which may vanish (`| head`). Knows nothing of boards.
//
// In a pipe or a file, our own text and what a board says come in mpremote's order, which scripts have come to expect: Python
// keeps its text until there are 8 KiB of it or the program ends, and what the board says overtakes it.

import type { Writable } from 'node:stream';

/** So much text is kept back in a pipe, bytes: the size of Python's buffer. */
const HELD_BYTES = 8192;

export class Output {
  /** Somebody reads along: no pipe and no file. */
  readonly isTerminal: boolean;
  /** What is written ends at a terminal, which must not obey names that come from boards. */
  readonly isGuarded: boolean;
  private gone = false;
  private draining: Promise<void> | undefined;
  private readonly holdsText: boolean;
  private held: Buffer[] = [];
  private heldBytes = 0;

  constructor(
    private readonly stream: Writable & { readonly isTTY?: boolean },
    /** Called once when nobody reads any more, or nothing can be written. */
    onGone: (error: unknown) => void,
    /** Keep text back in a pipe, as Python does for stdout; and whether it ends at a terminal, where the stream does not tell. */
    options: { readonly holdText?: boolean; readonly guarded?: boolean } = {},
  ) {
    this.isTerminal = stream.isTTY === true;
    this.isGuarded = options.guarded ?? this.isTerminal;
    this.holdsText = options.holdText === true && !this.isTerminal;
    stream.on('error', (error) => {
      if (this.gone) return;
      this.gone = true;
      onGone(error);
    });
  }

  /** One line of ours. */
  line(text: string): void | Promise<void> {
    return this.text(`${this.isGuarded ? withoutControls(text) : text}\n`);
  }

  /** Text of ours. */
  text(text: string): void | Promise<void> {
    if (!this.holdsText) return this.write(text);
    const bytes = Buffer.from(text);
    const room = this.heldBytes + bytes.length > HELD_BYTES ? this.release() : undefined;
    this.held.push(bytes);
    this.heldBytes += bytes.length;
    return this.heldBytes >= HELD_BYTES ? this.release() : room;
  }

  /** What a board says, unchanged. */
  bytes(bytes: Uint8Array): void | Promise<void> {
    return this.write(bytes);
  }

  /** Resolves when all has been handed to the system, or nobody wants it. */
  flush(): Promise<void> {
    void this.release();
    if (this.gone) return Promise.resolve();
    // What a file did not take is told in a moment.
    if (this.stream.writableLength === 0) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve) => {
      this.stream.once('error', () => resolve());
      this.stream.write('', () => resolve());
    });
  }

  private release(): void | Promise<void> {
    const text = Buffer.concat(this.held);
    this.held = [];
    this.heldBytes = 0;
    if (text.length > 0) return this.write(text);
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
