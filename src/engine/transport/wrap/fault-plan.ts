// What shall go wrong on a link, as text and as data; `fault=PLAN+` before a link, and the seeds of the tests.
//
//   plan   = item *("," item)
//   item   = "cut" place | "stall" place              the link is lost there; nothing passes any more from there on
//          | "delay:" MS place                        what comes from there on is late by so much
//          | ("drop" | "dup") place ["*" COUNT]       bytes are lost; each comes twice
//          | "flip" [":" MASK] place ["*" COUNT]      bits are turned over: MASK is 01 to ff, 01 when left out
//          | "seed:" SEED ":" EVERY                   one byte in EVERY is dropped, flipped or doubled, in both directions
//   place  = "@" [">" | "<"] NUMBER                   that byte to the board (">", also when left out) or from it ("<"), from 0
//
// `parseFaultPlan` and `printFaultPlan` are each other's inverse. What a fault does to bytes stands in faults.ts.

import { badAddress } from '../../../shared/address-text';

export type Direction = 'to-board' | 'from-board';

interface Place {
  readonly direction: Direction;
  /** The number of the byte in its direction, from 0. */
  readonly at: number;
}

/** Where it happens, bytes do not go on, or not yet. */
export type Interruption = Place &
  ({ readonly kind: 'cut' | 'stall' } | { readonly kind: 'delay'; readonly milliseconds: number });

/** So many bytes from there on are not what they were. */
export type Damage = Place & { readonly count: number } & (
    { readonly kind: 'drop' | 'dup' } | { readonly kind: 'flip'; readonly mask: number }
  );

export type Fault = Interruption | Damage;

export interface RandomFaults {
  readonly seed: number;
  /** One byte in so many, on average. */
  readonly every: number;
}

export interface FaultPlan {
  readonly faults: readonly Fault[];
  readonly random?: RandomFaults;
}

export const NO_FAULTS: FaultPlan = { faults: [] };

const MAX_ITEMS = 256;
const MAX_DELAY_MS = 60_000;
const MAX_SEED = 0xffffffff;
/** More bytes than any session has; a chance below it could not be told from none. */
const MAX_EVERY = 2 ** 40;

const PLACED = /^(cut|stall|delay|drop|dup|flip)(?::([0-9a-f]+))?@([<>]?)(\d+)(?:\*(\d+))?$/i;
const SEEDED = /^seed:(\d+):(\d+)$/i;

/** Throws `bad-address` with what is wrong. */
export function parseFaultPlan(text: string): FaultPlan {
  const items = text.split(',');
  if (items.length > MAX_ITEMS) throw badAddress(`"fault=" has more than ${MAX_ITEMS} faults.`);
  const faults: Fault[] = [];
  let random: RandomFaults | undefined;
  for (const item of items) {
    const [, seed, every] = SEEDED.exec(item) ?? [];
    if (seed === undefined || every === undefined) {
      faults.push(parseFault(item));
      continue;
    }
    if (random) throw badAddress('"fault=" has two seeds.');
    random = {
      seed: numberIn(item, seed, 0, MAX_SEED),
      every: numberIn(item, every, 1, MAX_EVERY),
    };
  }
  return random ? { faults, random } : { faults };
}

export function printFaultPlan({ faults, random }: FaultPlan): string {
  const items = faults.map(printFault);
  if (random) items.push(`seed:${random.seed}:${random.every}`);
  return items.join(',');
}

function parseFault(item: string): Fault {
  const [, word, value, arrow, at, times] = PLACED.exec(item) ?? [];
  if (word === undefined || at === undefined) throw wrong(item, 'it is written as in flip@120');
  const kind = word.toLowerCase();
  const place = {
    direction: arrow === '<' ? ('from-board' as const) : ('to-board' as const),
    at: numberIn(item, at, 0, Number.MAX_SAFE_INTEGER),
  };
  const count = times === undefined ? 1 : numberIn(item, times, 1, Number.MAX_SAFE_INTEGER);
  if (value !== undefined && kind !== 'delay' && kind !== 'flip')
    throw wrong(item, `"${kind}" has no value`);
  switch (kind) {
    case 'drop':
    case 'dup':
      return { kind, ...place, count };
    case 'flip':
      return { kind, ...place, mask: mask(item, value ?? '01'), count };
  }
  if (times !== undefined) throw wrong(item, `"${kind}" happens once`);
  switch (kind) {
    case 'delay':
      return { kind, ...place, milliseconds: numberIn(item, value ?? '', 0, MAX_DELAY_MS) };
    case 'stall':
      return { kind, ...place };
    default:
      return { kind: 'cut', ...place };
  }
}

function printFault(fault: Fault): string {
  const place = `@${fault.direction === 'from-board' ? '<' : '>'}${fault.at}`;
  switch (fault.kind) {
    case 'cut':
    case 'stall':
      return fault.kind + place;
    case 'delay':
      return `delay:${fault.milliseconds}${place}`;
    case 'drop':
    case 'dup':
      return `${fault.kind}${place}${times(fault.count)}`;
    case 'flip':
      return `flip:${fault.mask.toString(16).padStart(2, '0')}${place}${times(fault.count)}`;
  }
}

function times(count: number): string {
  return count === 1 ? '' : `*${count}`;
}

function mask(item: string, digits: string): number {
  const value = parseInt(digits, 16);
  if (digits.length > 2 || value === 0) throw wrong(item, 'a mask is 01 to ff');
  return value;
}

function numberIn(item: string, digits: string, min: number, max: number): number {
  const value = Number(digits);
  if (!/^\d+$/.test(digits) || value < min || value > max)
    throw wrong(item, `a number from ${min} to ${max} is wanted`);
  return value;
}

function wrong(item: string, detail: string): Error {
  return badAddress(`"fault=" does not know "${item}": ${detail}.`);
}
