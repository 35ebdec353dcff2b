// Does to a stream of bytes what a fault plan says, each direction for itself, whatever pieces the bytes come in. Pure: no clock
// and no link; what takes time (a cut, a stall, a delay) is told to the caller at the right byte.

import { concat, EMPTY } from '../../protocol/bytes';
import {
  NO_FAULTS,
  type Damage,
  type Direction,
  type FaultPlan,
  type Interruption,
} from './fault-plan';
import { randomNumbers } from './random';

/** What becomes of some bytes: these pass, then this happens, and the rest has to be asked about again. */
export interface Passage {
  readonly pass: Uint8Array;
  readonly interruption?: Interruption;
  readonly rest: Uint8Array;
}

export class Faults {
  private lanes: Readonly<Record<Direction, Damaging>>;
  private readonly healings = new Set<() => void>();

  constructor(plan: FaultPlan = NO_FAULTS) {
    this.lanes = lanesOf(plan);
  }

  /** A new plan, counted from now; what stalled goes on. */
  arm(plan: FaultPlan): void {
    this.lanes = lanesOf(plan);
    for (const heal of [...this.healings]) heal();
  }

  /** How many bytes were there in this direction since the plan was armed, the dropped ones too. */
  count(direction: Direction): number {
    return this.lanes[direction].position;
  }

  take(direction: Direction, bytes: Uint8Array): Passage {
    return this.lanes[direction].take(bytes);
  }

  /** Resolves when a new plan is armed. */
  healed(): Promise<void> {
    return new Promise((resolve) => {
      const heal = (): void => {
        this.healings.delete(heal);
        resolve();
      };
      this.healings.add(heal);
    });
  }
}

function lanesOf(plan: FaultPlan): Record<Direction, Damaging> {
  return {
    'to-board': new Damaging(plan, 'to-board'),
    'from-board': new Damaging(plan, 'from-board'),
  };
}

class Damaging {
  /** The number of the next byte. */
  position = 0;
  private readonly interruptions: Interruption[] = [];
  private readonly damages: Damage[] = [];
  private readonly random: RandomDamage | undefined;

  constructor({ faults, random }: FaultPlan, direction: Direction) {
    for (const fault of faults) {
      if (fault.direction !== direction) continue;
      if ('count' in fault) this.damages.push(fault);
      else this.interruptions.push(fault);
    }
    this.interruptions.sort((one, other) => one.at - other.at);
    if (random) this.random = new RandomDamage(random.seed, random.every, direction);
  }

  take(bytes: Uint8Array): Passage {
    const [interruption] = this.interruptions;
    const room = interruption ? interruption.at - this.position : Infinity;
    if (!interruption || room >= bytes.length) return { pass: this.damage(bytes), rest: EMPTY };
    this.interruptions.shift();
    return { pass: this.damage(bytes.subarray(0, room)), interruption, rest: bytes.subarray(room) };
  }

  private damage(bytes: Uint8Array): Uint8Array {
    const from = this.position;
    const end = from + bytes.length;
    this.position = end;
    const hit = this.damages.filter(({ at, count }) => at < end && at + count > from);
    if (hit.length === 0 && !this.random?.hits(end)) return bytes;
    const parts: Uint8Array[] = [];
    let kept = 0; // bytes up to here are in `parts`
    for (let index = 0; index < bytes.length; index++) {
      const number = from + index;
      const here = hit.filter(({ at, count }) => at <= number && at + count > number);
      const byChance = this.random?.at(number);
      if (byChance) here.push(byChance);
      if (here.length === 0) continue;
      parts.push(bytes.subarray(kept, index), damagedByte(bytes[index] ?? 0, here));
      kept = index + 1;
    }
    return concat(...parts, bytes.subarray(kept));
  }
}

function damagedByte(byte: number, damages: readonly Damage[]): Uint8Array {
  let result = [byte];
  for (const damage of damages) {
    if (damage.kind === 'flip') result = result.map((value) => value ^ damage.mask);
    else result = damage.kind === 'drop' ? [] : [...result, ...result];
  }
  return Uint8Array.from(result);
}

/** The same faults for the same seed, however the bytes are cut into pieces and the directions interleave. */
class RandomDamage {
  private readonly next: () => number;
  private place: number;

  constructor(
    seed: number,
    private readonly every: number,
    private readonly direction: Direction,
  ) {
    this.next = randomNumbers(direction === 'to-board' ? seed : seed ^ 0x5bd1e995);
    this.place = this.gap();
  }

  /** Is there one before this byte? */
  hits(end: number): boolean {
    return this.place < end;
  }

  at(number: number): Damage | undefined {
    if (number !== this.place) return undefined;
    const choice = Math.floor(this.next() * 3);
    const bit = Math.floor(this.next() * 8);
    this.place += 1 + this.gap();
    const place = { direction: this.direction, at: number, count: 1 };
    if (choice === 0) return { kind: 'drop', ...place };
    return choice === 1 ? { kind: 'dup', ...place } : { kind: 'flip', mask: 1 << bit, ...place };
  }

  /** Unharmed bytes up to the next fault: a geometric distribution. */
  private gap(): number {
    return Math.floor(Math.log(1 - this.next()) / Math.log(1 - 1 / this.every));
  }
}
