// What a person sees of the board: the bytes of the friendly REPL and of running programs, to one or more sinks.
// A slow sink holds the board back instead of filling memory.

import type { Unsubscribe } from '../../shared/unsubscribe';
import { utf8 } from '../protocol/bytes';
import { atLineStart } from '../protocol/prompt';
import type { Link } from './link';
import type { ByteSink } from './types';

const CRLF = utf8('\r\n');

export class Console {
  private readonly sinks = new Set<ByteSink>();
  private lineStart = true;
  private count = 0;

  /** Bytes shown so far: tells whether something was shown in between. */
  get shown(): number {
    return this.count;
  }

  subscribe(sink: ByteSink): Unsubscribe {
    this.sinks.add(sink);
    return () => {
      this.sinks.delete(sink);
    };
  }

  deliver(bytes: Uint8Array, link: Link): void {
    if (bytes.length === 0) return;
    this.lineStart = atLineStart(bytes);
    this.count += bytes.length;
    for (const sink of this.sinks) give(sink, bytes, link);
  }

  /** Moves to the start of a line, if the cursor is not there. */
  freshLine(link: Link): void {
    if (!this.lineStart) this.deliver(CRLF, link);
  }

  /** Shows the prompt that the engine swallowed while it worked, and what a person had typed behind it. */
  prompt(typed: string, link: Link): void {
    this.freshLine(link);
    this.deliver(utf8(`>>> ${typed}`), link);
  }
}

/** Gives bytes to a sink; a sink that answers with a promise holds the link back until it is ready. */
export function give(sink: ByteSink, bytes: Uint8Array, link: Link): void {
  const ready = sink(bytes);
  if (ready instanceof Promise) link.holdUntil(ready);
}
