// Walks a protocol machine through inputs and watches what must hold for each of them, whatever the board says.

import type { Effect, Input, Machine } from '../../src/engine/protocol/machine';
import type { Script } from './inputs';

export interface Watched<State, Result> {
  readonly machine: Machine<State, Result>;
  /** Bytes of the input that are part of the result. */
  resulting(result: Result): Uint8Array;
  /** May it wait without a timer now, because a program of the user runs? */
  untimed(state: State): boolean;
  /** As many bytes of the input may at most have been understood: answers, acknowledgements, ends. */
  understood(fed: Uint8Array): number;
  /** What is wrong with all that was sent. */
  sent?(sent: string, fed: Uint8Array): string | undefined;
}

/** As much as a machine may keep beyond the packet that it was just given. */
const MAX_HELD = 64 * 1024 + 4096;
/** After so many timeouts in a row, every machine has given up. */
const MAX_TIMEOUTS = 24;

export interface Walked {
  readonly steps: number;
  /** Output, result and how it ended, for comparison; of a failure nothing more, for what came behind the fault is noise. */
  readonly told: string;
}

export function walk<State, Result>(watched: Watched<State, Result>, script: Script): Walked {
  const { machine } = watched;
  let steps = 0;
  // An object, for the compiler believes that what only an inner function changes stays as it is.
  const now = { armed: false, end: '' };
  let sent = '';
  const fed: Uint8Array[] = [];
  const given: Uint8Array[] = [];
  let output = '';
  let state: State;

  function carryOut(effects: readonly Effect<Result>[]): void {
    for (const effect of effects) {
      must(now.end === '', 'something follows the end');
      switch (effect.kind) {
        case 'send':
          sent += text(effect.bytes);
          break;
        case 'output':
          output += text(effect.bytes);
          given.push(effect.bytes);
          break;
        case 'discarded':
          given.push(effect.bytes);
          break;
        case 'timer':
          now.armed = effect.ms !== undefined;
          must(effect.ms === undefined || effect.ms > 0, 'its timer is in the past');
          break;
        case 'started':
          break;
        case 'done':
          now.end = `done ${text(watched.resulting(effect.result))}`;
          given.push(watched.resulting(effect.result), effect.rest);
          break;
        case 'failed':
          now.end = `failed ${effect.failure.reason}`;
          given.push(machine.unread(state));
          must(effect.failure.seen.length <= 256, 'its error has a long detail');
          break;
      }
    }
  }

  function feed(input: Input): void {
    if (input.kind === 'timeout') {
      if (!now.armed) return; // a timer that is not now.armed never runs out
      now.armed = false;
    }
    if (input.kind === 'bytes') fed.push(input.bytes);
    const step = machine.next(state, input);
    steps++;
    state = step.state;
    carryOut(step.effects);
    if (now.end !== '') return;
    must(now.armed || watched.untimed(state), 'it waits without a timer');
    const packet = input.kind === 'bytes' ? input.bytes.length : 0;
    must(machine.unread(state).length <= MAX_HELD + packet, 'it keeps too much');
  }

  const first = machine.start();
  state = first.state;
  carryOut(first.effects);
  for (const item of script) {
    if (now.end !== '') break;
    if (typeof item !== 'string') feed({ kind: item.event });
    else feed({ kind: 'bytes', bytes: Uint8Array.from(Buffer.from(item, 'latin1')) });
  }
  for (let timeouts = 0; now.end === '' && now.armed; timeouts++) {
    must(timeouts < MAX_TIMEOUTS, 'it never gives up');
    feed({ kind: 'timeout' });
  }

  const all = Buffer.concat(fed);
  const out = Buffer.concat(given);
  const held = now.end === '' ? machine.unread(state).length : 0;
  const missing = all.length - out.length - held;
  must(isSubsequence(out, all), 'what comes out did not come in, in this order');
  must(missing >= 0, 'more comes out than came in');
  must(missing <= watched.understood(all), `${missing} bytes are gone`);
  const wrong = watched.sent?.(sent, all);
  must(wrong === undefined, String(wrong));
  const failed = now.end.startsWith('failed');
  return { steps, told: failed ? 'failed' : `${output} | ${now.end}` };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** Not vitest's `expect`, which costs more than the step that it looks at. */
function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

function isSubsequence(part: Uint8Array, whole: Uint8Array): boolean {
  let at = 0;
  for (const byte of whole) if (at < part.length && part[at] === byte) at++;
  return at === part.length;
}
