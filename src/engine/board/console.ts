// What a person sees of the board: the bytes of the friendly REPL and of running programs, to one or more sinks.
// A slow sink holds the board back instead of filling memory.

import type { Unsubscribe } from '../../shared/unsubscribe';
import { utf8 } from '../protocol/bytes';
import { atLineStart } from '../protocol/prompt';
import type { Link } from './link';
import type { ByteSink } from './types';

const CRLF = utf8('\r\n');
const PROMPT = utf8('>>> ');

export class Console {
  private readonly sinks = new Set<ByteSink>();
  private lineStart = true;

  subscribe(sink: ByteSink): Unsubscribe {
    this.sinks.add(sink);
    return () => {
      this.sinks.delete(sink);
    };
  }

  deliver(bytes: Uint8Array, link: Link): void {
    if (bytes.length === 0) return;
    this.lineStart = atLineStart(bytes);
    for (const sink of this.sinks) give(sink, bytes, link);
  }

  /** Moves to the start of a line, if the cursor is not there. */
  freshLine(link: Link): void {
    if (!this.lineStart) this.deliver(CRLF, link);
  }

  /** Shows the prompt that the engine swallowed while it worked. */
  prompt(link: Link): void {
    this.freshLine(link);
    this.deliver(PROMPT, link);
  }
}

/** Gives bytes to a sink; a sink that answers with a promise holds the link back until it is ready. */
export function give(sink: ByteSink, bytes: Uint8Array, link: Link): void {
  const ready = sink(bytes);
  if (ready) link.holdUntil(ready);
}
