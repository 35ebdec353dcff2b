// The real transport interface over a script: what a board answers to what it is sent. For boards that no test machine has.

import { AdderError } from '../../../src/shared/errors';
import type { CloseReason, LinkTraits, Transport } from '../../../src/engine/transport/transport';

/** Gets what was sent and answers by calling `say`. */
export type Script = (sent: string, say: (text: string) => void) => void;

export class ScriptedTransport implements Transport {
  readonly address = 'serial:/dev/scripted';
  readonly link: LinkTraits;
  readonly closed: Promise<CloseReason>;
  sent = '';
  paused = false;
  private readonly resumed: (() => void)[] = [];
  private end: (reason: CloseReason) => void = () => undefined;
  private readonly listeners = new Set<(bytes: Uint8Array) => void>();
  private live = true;

  constructor(
    private readonly script: Script,
    traits: Partial<LinkTraits> = {},
    private readonly greeting = '',
  ) {
    this.link = {
      inFlight: 256,
      eightBitClean: true,
      resetsOnOpen: false,
      survivesSoftReset: true,
      ...traits,
    };
    this.closed = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  open(): Promise<void> {
    this.say(this.greeting);
    return Promise.resolve();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.live) return Promise.reject(new AdderError('link-lost'));
    const text = Buffer.from(bytes).toString('latin1');
    this.sent += text;
    this.script(text, (answer) => {
      this.say(answer);
    });
    return Promise.resolve();
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    for (const go of this.resumed.splice(0)) go();
  }

  /** At once, or when the flow goes on: for what a board says while it is held back. */
  whenResumed(go: () => void): void {
    if (this.paused) this.resumed.push(go);
    else go();
  }

  close(): Promise<void> {
    this.live = false;
    this.end({ kind: 'closed' });
    return Promise.resolve();
  }

  unplug(): void {
    this.live = false;
    this.end({ kind: 'lost', error: new AdderError('link-lost', { detail: this.address }) });
  }

  /** Bytes arrive later than the call that caused them, as on every real link. */
  say(text: string): void {
    if (text !== '')
      setImmediate(() => {
        const bytes = Uint8Array.from(Buffer.from(text, 'latin1'));
        for (const listener of this.listeners) listener(bytes);
      });
  }
}

const RAW = '\r\nraw REPL; CTRL-B to exit\r\n>';
export const BANNER =
  '\r\nMicroPython v1.27.0 on 2025-12-10; Scripted board\r\nType "help()" for more information.\r\n>>> ';

/** A board that enters and leaves the raw REPL and answers each program by `answer` (output, 04, errors, 04). */
export function replScript(answer: (program: string) => string): Script {
  let pending = '';
  return (sent, say) => {
    for (const char of sent) {
      if (char === '\x01') say(RAW);
      else if (char === '\x02') say(BANNER);
      else if (char === '\x03') pending = '';
      else if (char === '\x04') {
        say(`OK${answer(pending)}\x04>`);
        pending = '';
      } else pending += char;
      if (char < ' ' && char !== '\n' && char !== '\r') pending = '';
    }
  };
}
