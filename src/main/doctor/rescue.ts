// Safe starts for the window, one at a time: the board is let go, the engine does what it takes, and the window is told the steps.
// Connecting again afterwards is the window's wish.

import { safeStart } from '../../engine/board/safe-start';
import type { SafeStartResult, SafeStartStep } from '../../ipc/doctor';
import { AdderError } from '../../shared/errors';
import type { MakeLink } from '../boards/opener';

export interface RescueParts {
  readonly createLink: MakeLink;
  /** Nobody else may have the board. */
  readonly release: (address: string) => Promise<void>;
  readonly onStep: (step: SafeStartStep) => void;
}

export class Rescue {
  private running: AbortController | undefined;

  constructor(private readonly parts: RescueParts) {}

  /** Rejects with `aborted` when it is cancelled, and with `board-busy` while another one goes on. */
  async start(address: string): Promise<SafeStartResult> {
    if (this.running) throw new AdderError('board-busy');
    const running = new AbortController();
    this.running = running;
    try {
      await this.parts.release(address);
      const { createLink, onStep } = this.parts;
      const { setAside } = await safeStart(address, {
        createLink,
        onStep,
        signal: running.signal,
      });
      return setAside ?? null;
    } finally {
      this.running = undefined;
    }
  }

  cancel(): void {
    this.running?.abort();
  }
}
