// The raw REPL while an operation owns it: programs in, output and tracebacks out. It remembers what it learned about
// raw paste, keeps abort and silence deadlines, and leaves the board at the raw prompt or says that it could not.

import { AdderError } from '../../shared/errors';
import { concat, EMPTY, utf8 } from '../protocol/bytes';
import { execProgram, rawSafe, type Executed, type RawPaste } from '../protocol/exec';
import { pythonBytes } from '../protocol/python-text';
import { onAbort, throwIfAborted } from './abort';
import { give } from './console';
import { drive, type Drive } from './drive';
import type { Link } from './link';
import { stopProgram } from './stop';
import type { ByteSink, ExecResult } from './types';

export interface RawExecOptions {
  readonly signal?: AbortSignal;
  readonly onOutput?: ByteSink;
  /** The program runs: what is written from now on is its input. */
  readonly onStarted?: () => void;
  /** It must not get a second Ctrl-C, see `stopProgram`. */
  readonly stopsSlowly?: boolean;
  /** Silence of the running program that is too long, in ms. Without it, it may be silent for ever. */
  readonly silenceMs?: number;
  /**
   * The source carries a checksum of its own, as the engine's helpers do. Then it goes in one write where the link holds the sender
   * back, at any size: two round trips less than raw paste, whose flow control nobody needs there.
   */
  readonly checked?: boolean;
  /** Goes by raw paste where there is one, however short it is. */
  readonly asksRawPaste?: boolean;
}

/** Sources up to this size go in one write; well below the 256 bytes of the smallest receive buffers. */
const PLAIN_LIMIT = 200;
/** How long a program that is a comment may be silent, ms. */
const PROBE_MS = 3000;
/** What a helper has said may fill the buffers of a slow line: as long as it comes, in all and between two pieces, ms. */
const BACKLOG_MS = 60_000;
const APART_MS = 2000;

export class RawRepl {
  private rawPaste: RawPaste = 'unknown';
  private current: Drive<Executed> | undefined;
  private lost = false;
  private stopped = false;
  private hadInput = false;

  constructor(private readonly link: Link) {}

  /** Seen at the last program that was longer than a receive buffer. */
  get hasRawPaste(): boolean {
    return this.rawPaste === 'yes';
  }

  /** Would some of this program be lost on its way, since neither the link nor the firmware holds the sender back? */
  async isTooLong(source: string): Promise<boolean> {
    const { inFlight } = this.link.transport.link;
    if (inFlight === Infinity || source.length < inFlight) return false;
    // The first program that is long enough would tell whether there is raw paste, and be lost in part where there is none.
    if (this.rawPaste === 'unknown')
      await this.exec('#', { silenceMs: PROBE_MS, asksRawPaste: true });
    return this.rawPaste === 'no';
  }

  /** The last program did not end as it should: nobody knows what the board does. */
  get adrift(): boolean {
    return this.lost;
  }

  /** The last program ended by itself, with or without a traceback, and has left no input of its own unread. */
  get endedWell(): boolean {
    return !this.lost && !this.stopped && !this.hadInput;
  }

  /** Runs a program to its end. Rejects with `aborted`, `no-response`, `protocol-damaged`, `link-lost`. */
  async exec(source: string | Uint8Array, options: RawExecOptions = {}): Promise<ExecResult> {
    throwIfAborted(options.signal);
    this.lost = false;
    this.stopped = false;
    const clearLine = this.hadInput;
    this.hadInput = false;
    const collected: Uint8Array[] = [];
    let silence: NodeJS.Timeout | undefined;
    let stopError: AdderError | undefined;
    let heardAt = 0;
    const stop = (error: AdderError): void => {
      stopError ??= error;
      this.stopped = true;
      const until = performance.now() + BACKLOG_MS;
      const isHelper = options.silenceMs !== undefined;
      stopProgram(this.link, running, {
        slowly: options.stopsSlowly,
        stillComes: () => isHelper && performance.now() < Math.min(until, heardAt + APART_MS),
      });
    };
    const heard = (): void => {
      clearTimeout(silence);
      heardAt = performance.now();
      if (options.silenceMs !== undefined)
        silence = setTimeout(() => {
          if (this.link.held) heard();
          else
            stop(new AdderError('no-response', { detail: 'the helper on the board fell silent' }));
        }, options.silenceMs);
    };

    const running = drive(
      this.link,
      execProgram({
        source: programBytes(source),
        rawPaste: this.rawPaste,
        plainLimit: this.plainLimit(options),
        inFlight: this.link.transport.link.inFlight,
        clearLine,
      }),
      {
        onOutput: (bytes) => {
          heard();
          if (options.onOutput) give(options.onOutput, bytes, this.link);
          else collected.push(bytes);
        },
        onStarted: () => {
          heard();
          options.onStarted?.();
        },
      },
    );
    this.current = running;
    const stopListening = onAbort(options.signal, () => {
      stop(new AdderError('aborted', { cause: options.signal?.reason }));
    });
    try {
      const { stderr, rawPaste } = await running.result.catch((error: unknown) => {
        this.lost = true;
        // What fell silent and hears no Ctrl-C is no program of a person: the link or the board is at fault.
        throw stopError?.code === 'no-response' ? stopError : error;
      });
      this.rawPaste = rawPaste;
      // A program that ended although it was told to stop has been stopped all the same.
      if (stopError) throw stopError;
      return {
        stdout: collected.length > 0 ? concat(...collected) : EMPTY,
        stderr: new TextDecoder().decode(stderr),
      };
    } finally {
      this.current = undefined;
      clearTimeout(silence);
      stopListening();
    }
  }

  /** The size of a source that needs no flow control, bytes. */
  private plainLimit({ checked, asksRawPaste }: RawExecOptions): number {
    const { inFlight } = this.link.transport.link;
    if (asksRawPaste) return 0;
    if (checked && inFlight === Infinity) return Infinity;
    return Math.min(PLAIN_LIMIT, inFlight - 1);
  }

  /** Input for the running program. */
  write(bytes: Uint8Array): Promise<void> {
    this.hadInput = true;
    return this.link.send(bytes);
  }

  /** Interrupts the running program, again if it goes on; resolves when it has ended or cannot be ended. */
  async interrupt(): Promise<void> {
    const { current } = this;
    if (!current) return;
    this.stopped = true;
    stopProgram(this.link, current);
    await current.result.then(
      () => undefined,
      () => undefined,
    );
  }
}

/** Bytes that the raw REPL takes as commands can only travel inside a literal. Its Ctrl-D behind nothing at all is a soft reset. */
function programBytes(source: string | Uint8Array): Uint8Array {
  const bytes = typeof source === 'string' ? utf8(source) : source;
  if (bytes.length === 0) return utf8('\n');
  return rawSafe(bytes) ? bytes : utf8(`exec(${pythonBytes(bytes)})`);
}
