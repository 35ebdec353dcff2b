// Runs a protocol machine on scripted input, without a link or a clock, and tells all it did.

import type { Failure, Input, Machine } from '../../../src/engine/protocol/machine';

export interface Told<Result> {
  readonly sent: string;
  readonly output: string;
  readonly discarded: string;
  readonly started: boolean;
  readonly result?: Result;
  readonly failure?: Failure;
  readonly rest: string;
  /** What a machine that has not ended well would hand to the next reader. */
  readonly unread: string;
  /** The timer that is armed now, ms. */
  readonly timer: number | undefined;
}

export type Scripted = string | { readonly interrupt: true } | { readonly timeout: true };

export function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

function text(data: Uint8Array): string {
  return Buffer.from(data).toString('latin1');
}

export function runMachine<State, Result>(
  machine: Machine<State, Result>,
  script: readonly Scripted[],
): Told<Result> {
  const told = {
    sent: '',

    output: '',
    discarded: '',
    started: false,
    rest: '',
    timer: undefined as number | undefined,
    result: undefined as Result | undefined,
    failure: undefined as Failure | undefined,
  };
  const end = { reached: false };
  let step = machine.start();
  const carryOut = (): void => {
    for (const effect of step.effects) {
      if (end.reached) throw new Error(`an effect after the end: ${effect.kind}`);
      switch (effect.kind) {
        case 'send':
          told.sent += text(effect.bytes);
          break;
        case 'output':
          told.output += text(effect.bytes);
          break;
        case 'discarded':
          told.discarded += text(effect.bytes);
          break;
        case 'started':
          told.started = true;
          break;
        case 'timer':
          told.timer = effect.ms;
          break;
        case 'done':
          told.result = effect.result;
          told.rest = text(effect.rest);
          end.reached = true;
          break;
        case 'failed':
          told.failure = effect.failure;
          end.reached = true;
          break;
      }
    }
  };
  carryOut();
  for (const item of script) {
    if (end.reached) {
      // What comes behind the end is for the next reader, as on a link.
      if (typeof item === 'string') told.rest += item;
      continue;
    }
    const input: Input =
      typeof item === 'string'
        ? { kind: 'bytes', bytes: bytes(item) }
        : 'interrupt' in item
          ? { kind: 'interrupt' }
          : { kind: 'timeout' };
    step = machine.next(step.state, input);
    carryOut();
  }
  const { result, failure, ...plain } = told;
  return {
    ...plain,
    unread: result === undefined ? text(machine.unread(step.state)) : '',
    ...(result !== undefined && { result }),
    ...(failure !== undefined && { failure }),
  };
}

/** The same answer in every way that packets can cut it: whole, byte by byte, and in two at every place. */
export function everySplit(answer: string): string[][] {
  const splits = [[answer], answer.split('')];
  for (let at = 1; at < answer.length; at++) splits.push([answer.slice(0, at), answer.slice(at)]);
  return splits;
}

export const TIMEOUT = { timeout: true } as const;
export const INTERRUPT = { interrupt: true } as const;
