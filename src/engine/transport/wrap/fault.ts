// The wrapper `fault=PLAN+`: a link on which something goes wrong at a chosen byte or by chance. A cut is the link lost as if
// unplugged; a stall holds what comes, in its direction, until another plan is armed. Tests arm plans while it is open.

import type { BoardAddress } from '../../../shared/address';
import { AdderError } from '../../../shared/errors';
import { PipeTransport } from '../pipe-transport';
import type { Transport } from '../transport';
import { parseFaultPlan, type Interruption } from './fault-plan';
import { Faults } from './faults';
import { WrapDriver } from './wrap-driver';

/** Throws `bad-address` when the plan is none. */
export function faultTransport(address: BoardAddress, plan: string, inner: Transport): Transport {
  return withFaults(address, new Faults(parseFaultPlan(plan)), inner);
}

export function withFaults(address: BoardAddress, faults: Faults, inner: Transport): Transport {
  return new PipeTransport(address, new FaultDriver(inner, faults));
}

class FaultDriver extends WrapDriver {
  /** From the board, behind an interruption. The link is held meanwhile, so that they are few. */
  private readonly held: Uint8Array[] = [];
  private waitsFor: Interruption | undefined;
  private over = false;
  private end: () => void = () => undefined;
  private readonly ended = new Promise<void>((resolve) => (this.end = resolve));

  constructor(
    inner: Transport,
    private readonly faults: Faults,
  ) {
    super(inner);
  }

  async send(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0 && !this.over;) {
      const passage = this.faults.take('to-board', rest);
      if (passage.pass.length > 0) await this.inner.write(passage.pass);
      if (passage.interruption) await this.interrupt(passage.interruption);
      rest = passage.rest;
    }
  }

  override async close(): Promise<void> {
    this.stop();
    await super.close();
  }

  protected override fromBoard(bytes: Uint8Array): void {
    this.held.push(bytes);
    if (!this.waitsFor) this.passOn();
  }

  /** What is late arrives all the same; what stalled does not. */
  protected override finish(): void {
    if (this.waitsFor?.kind !== 'stall') this.passOn();
    this.stop();
  }

  private passOn(): void {
    for (let bytes = this.held.shift(); bytes && !this.over; bytes = this.held.shift()) {
      const { pass, interruption, rest } = this.faults.take('from-board', bytes);
      this.events.bytes(pass);
      if (rest.length > 0) this.held.unshift(rest);
      if (!interruption) continue;
      this.waitsFor = interruption;
      this.hold(true);
      void this.interrupt(interruption).then(() => {
        this.waitsFor = undefined;
        this.hold(false);
        this.passOn();
      });
      return;
    }
  }

  /** Resolves when the bytes behind it may pass, or the link is over. */
  private async interrupt(interruption: Interruption): Promise<void> {
    switch (interruption.kind) {
      case 'cut':
        this.stop();
        this.events.lost(new AdderError('link-lost', { detail: 'It was cut by "fault=".' }));
        return;
      case 'stall':
        return Promise.race([this.faults.healed(), this.ended]);
      case 'delay': {
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, interruption.milliseconds);
        });
        await Promise.race([late, this.ended]);
        clearTimeout(timer);
      }
    }
  }

  private stop(): void {
    this.over = true;
    this.end();
  }
}
