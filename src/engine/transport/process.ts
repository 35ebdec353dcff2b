// The link to a program on this computer, `process:COMMAND LINE`: MicroPython's unix port, a board in an emulator, a bridge of
// one's own. Owns the program it started, with its process group, and ends exactly that. The program sits on a raw
// terminal (pty.ts); Ctrl-C is interrupt.ts's. What its end means is decided by the `Lives` that the link is made with: the
// program is started again on the same terminal, or the link is lost.

import type { BoardAddress } from '../../shared/address';
import { AdderError, isAdderError, toAdderError } from '../../shared/errors';
import { splitCommandLine } from './command-line';
import type { LinkDriver, LinkEvents } from './driver';
import { interrupt, isInterruptible } from './interrupt';
import type { LifeEffect, LifeInput, Lives } from './lives';
import { PipeTransport } from './pipe-transport';
import { Program } from './program';
import { Pty } from './pty';
import type { LinkTraits, Transport } from './transport';

/** A terminal holds 4 KiB for its program. */
const CHUNK_BYTES = 4096;
const CTRL_C = 0x03;

export function processTransport<State>(
  address: BoardAddress,
  command: string,
  lives: Lives<State>,
): Transport {
  return new PipeTransport(address, new ProcessDriver(command, lives));
}

class ProcessDriver<State> implements LinkDriver {
  readonly chunkBytes = CHUNK_BYTES;
  readonly link: LinkTraits = {
    inFlight: Infinity,
    eightBitClean: true,
    resetsOnOpen: true, // opening starts it
    survivesSoftReset: true,
    speaksFirst: true,
  };
  private pty: Pty | undefined;
  private program: Program | undefined;
  private events: LinkEvents | undefined;
  private state: State;
  /** Settles when no life follows any more. */
  private lived: Promise<void> = Promise.resolve();
  private closing = false;
  /** Between two lives: what is sent waits. */
  private waiting: { readonly until: Promise<void>; readonly end: () => void } | undefined;
  /** What the last life had not read; it goes first. */
  private unread: Uint8Array = new Uint8Array(0);

  constructor(
    private readonly command: string,
    private readonly lives: Lives<State>,
  ) {
    this.state = lives.start;
  }

  async open(events: LinkEvents): Promise<void> {
    this.events = events;
    try {
      const words = splitCommandLine(this.command);
      this.pty = await Pty.open((bytes) => void this.feed({ kind: 'output', bytes }));
      this.program = await Program.start(words, this.pty.terminal);
      this.lived = this.live(this.pty, this.program);
    } catch (error) {
      await this.close();
      throw isAdderError(error) ? error : toAdderError(error, 'process-failed');
    }
  }

  async send(bytes: Uint8Array): Promise<void> {
    this.feed({ kind: 'input' });
    let from = 0;
    const pid = this.program?.pid;
    for (let at = bytes.indexOf(CTRL_C); at >= 0; at = bytes.indexOf(CTRL_C, at + 1)) {
      if (pid === undefined || !isInterruptible(pid)) continue;
      await this.write(bytes.subarray(from, at));
      from = pid === this.program?.pid && interrupt(pid) ? at + 1 : at;
    }
    await this.write(bytes.subarray(from));
  }

  pause(): void {
    this.pty?.pause();
  }

  resume(): void {
    this.pty?.resume();
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.program?.stop();
    this.waiting?.end();
    await this.lived;
    await this.pty?.close();
  }

  /** One life after the other, to the end of the last one. */
  private async live(pty: Pty, first: Program): Promise<void> {
    // Nobody hears a program whose terminal is gone.
    void pty.released.then(() => this.program?.stop());
    for (let program = first; ;) {
      const exit = await program.ended;
      this.hold();
      await pty.outputTold();
      if (this.closing) return;
      const effects = this.feed({ kind: 'ended', exitCode: exit.code });
      const over = effects.find((effect) => effect.kind === 'over');
      if (!effects.some(({ kind }) => kind === 'restart')) {
        this.lose(new AdderError('link-lost', { detail: over?.why ?? exit.sentence }));
        return;
      }
      try {
        program = await this.restart(pty);
      } catch (error) {
        this.lose(toAdderError(error, 'link-lost'));
        return;
      }
      if (effects.some(({ kind }) => kind === 'ready')) this.release();
    }
  }

  private async restart(pty: Pty): Promise<Program> {
    const unread = await pty.takeUnread();
    if (unread === undefined)
      throw new Error('The program has ended and left another that holds its terminal.');
    this.unread = unread;
    const program = await Program.start(splitCommandLine(this.command), pty.terminal);
    this.program = program;
    if (this.closing) await program.stop();
    return program;
  }

  private lose(error: AdderError): void {
    this.events?.lost(error);
  }

  private feed(input: LifeInput): readonly LifeEffect[] {
    const { state, effects } = this.lives.next(this.state, input);
    this.state = state;
    for (const effect of effects) {
      if (effect.kind === 'show') this.events?.bytes(effect.bytes);
      // A terminal that is gone is told by its end.
      if (effect.kind === 'type') this.pty?.write(effect.bytes).catch(() => undefined);
      if (effect.kind === 'ready' && input.kind === 'output') this.release();
    }
    return effects;
  }

  private hold(): void {
    let end = (): void => undefined;
    const until = new Promise<void>((resolve) => (end = resolve));
    this.waiting = { until, end };
  }

  /** What the last life did not read goes first, then what waited. */
  private release(): void {
    const { waiting, unread } = this;
    this.waiting = undefined;
    this.unread = new Uint8Array(0);
    this.pty?.write(unread).catch(() => undefined); // a terminal that is gone is told by its end
    waiting?.end();
  }

  private async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    await this.waiting?.until;
    await this.pty?.write(bytes);
  }
}
