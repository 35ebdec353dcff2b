// The simplest board to put behind the WebREPL server: it says what the test says, and does with its input what the compliance
// suite calls its behaviour.

import type { WebReplBoard, WebReplFiles } from '../../targets/webrepl/server';
import type { Behaviour } from './compliance';

export class LooseBoard implements WebReplBoard {
  /** All that it was given. */
  heard = Buffer.alloc(0);
  readonly stored = new Map<string, Buffer>();
  private listener: (bytes: Uint8Array) => void = () => undefined;

  readonly files: WebReplFiles = {
    read: (name) => {
      const bytes = this.stored.get(name);
      if (!bytes) throw new Error('ENOENT');
      return bytes;
    },
    write: (name, bytes) => {
      if (name.startsWith('/no/')) throw new Error('ENOENT');
      this.stored.set(name, Buffer.from(bytes));
    },
  };

  constructor(private readonly behaviour: Behaviour) {}

  onOutput(listener: (bytes: Uint8Array) => void): void {
    this.listener = listener;
  }

  say(bytes: Uint8Array): void {
    this.listener(bytes);
  }

  take(bytes: Uint8Array): Promise<void> {
    if (this.behaviour === 'deaf') return new Promise(() => undefined);
    this.heard = Buffer.concat([this.heard, bytes]);
    this.say(bytes);
    return Promise.resolve();
  }
}
