// The second half of exec.ts: the answer "output 04 errors 04 >" taken apart. The raw REPL has no lengths and no checksums, so
// what a program prints and what damage makes of the end marks can look alike. The rules:
//
// - A program may print the byte 04. What seemed to be its errors was output then, and is given out as soon as something else
//   than ">" follows, or grows too long, or nothing more comes.
// - Silence behind what is the end marks with one byte lost or changed is damage, never output and never an endless wait.
// - A traceback that something else than 04 ">" follows, and a 04 right in front of the end marks, are damage; so is a 04 in
//   front of all output, where the source went by raw paste.
// - SystemExit soft-resets the board: the reboot's line comes in the place of ">", what boot.py prints, and the raw REPL's banner.
// - A hard reset ends in the banner and the prompt of the friendly REPL, inside the output. The banner of the raw REPL in there
//   comes of a Ctrl-D that stood alone, as damage to the source leaves it: the board was soft-reset.

import { parseBanner } from './banner';
import {
  concat,
  CTRL_A,
  CTRL_D,
  EMPTY,
  endsWith,
  indexOf,
  latin1,
  partAtEnd,
  tail,
  utf8,
} from './bytes';
import { RAW_BANNER } from './enter-raw';
import {
  drop,
  failed,
  unexpected,
  type ExecEffect,
  type ExecState,
  type ExecStep,
} from './exec-state';

/** Silence inside what looks like the end marks, ms. */
const END_MS = 2000;
/** boot.py may join a network before the raw prompt comes back, ms of silence. */
const BOOT_MS = 10_000;
/** No traceback is longer, bytes. */
const MAX_ERRORS = 64 * 1024;
/** So much of the output is remembered: a banner and a prompt. */
const PRINTED = 320;

const PROMPT = 0x3e;
const FRIENDLY_PROMPT = utf8('>>> ');
const REBOOTS = ['MPY: soft reboot', '\r\nMPY: soft reboot', 'soft reboot', '\r\nsoft reboot'];
const BANNER = utf8(RAW_BANNER);

export function output(state: ExecState): ExecStep {
  const { pending } = state;
  // The acknowledgement that is missing comes now: the 04 before it was a damaged one.
  if (state.early && state.printed.length === 0 && pending[0] === CTRL_A)
    return unexpected(state, 'the end of the compilation');
  const end = indexOf(pending, CTRL_D);
  const bytes = end < 0 ? pending : pending.subarray(0, end);
  const step = print({ ...state, pending: end < 0 ? EMPTY : pending.subarray(end + 1) }, bytes);
  const stop = isElsewhere(state, bytes, step);
  if (stop) return stop;
  if (end >= 0)
    return {
      state: { ...step.state, phase: { name: 'errors' } },
      effects: [...step.effects, { kind: 'timer', ms: END_MS }],
    };
  if (!state.early) return step;
  // What prints is no source with a fault: an acknowledgement was lost, and the program runs.
  return { state: step.state, effects: [...step.effects, { kind: 'timer', ms: undefined }] };
}

export function errors(state: ExecState): ExecStep {
  const { pending } = state;
  const end = indexOf(pending, CTRL_D);
  const text = concat(state.errors, end < 0 ? pending : pending.subarray(0, end));
  const rest = end < 0 ? EMPTY : pending.subarray(end);
  if (text.length > MAX_ERRORS) return wasOutput({ ...state, errors: text, pending: rest });
  const next = { ...state, errors: text, pending: rest.subarray(1) };
  const timer: ExecEffect = { kind: 'timer', ms: END_MS };
  return {
    state: end < 0 ? next : { ...next, phase: { name: 'ending' } },
    effects: [timer],
  };
}

export function ending(state: ExecState): ExecStep | undefined {
  const { pending } = state;
  if (pending[0] === PROMPT) return done(drop(state, 1));
  const text = latin1(pending);
  if (state.errors.length === 0) {
    if (REBOOTS.some((line) => text.startsWith(line)))
      return {
        state: { ...state, phase: { name: 'rebooting' } },
        effects: [{ kind: 'timer', ms: BOOT_MS }],
      };
    if (REBOOTS.some((line) => line.startsWith(text))) return undefined;
  }
  // A 04 in front of all output would be the doubled one of raw paste.
  const doubled = state.pasted && state.printed.length === 0;
  if (state.early || doubled || isTraceback(state.errors))
    return unexpected(state, 'the prompt of the raw REPL');
  // What looked like errors was output of a program that prints 04; its errors may come now.
  const step = print(state, concat(Uint8Array.of(CTRL_D), state.errors));
  return {
    state: { ...step.state, phase: { name: 'errors' }, errors: EMPTY, behindEnd: true },
    effects: [...step.effects, { kind: 'timer', ms: END_MS }],
  };
}

/** What boot.py prints is nobody's output: it is passed on, up to the banner of the raw REPL. */
export function rebooting(state: ExecState): ExecStep | undefined {
  const { pending } = state;
  const at = indexOf(pending, BANNER);
  const timer: ExecEffect = { kind: 'timer', ms: BOOT_MS };
  if (at < 0) {
    const held = pending.length - partAtEnd(pending, BANNER);
    if (held === 0) return undefined;
    const bytes = pending.subarray(0, held);
    return { state: drop(state, held), effects: [{ kind: 'discarded', bytes }, timer] };
  }
  const result = { stderr: EMPTY, rawPaste: state.rawPaste };
  return {
    state,
    effects: [
      { kind: 'discarded', bytes: pending.subarray(0, at) },
      { kind: 'done', result, rest: pending.subarray(at + BANNER.length) },
    ],
  };
}

/** Silence in one of these phases. */
export function fellSilent(state: ExecState): ExecStep {
  switch (state.phase.name) {
    case 'errors':
      if (isDamagedEnd(state)) return unexpected(state, 'the end of the program');
      return wasOutput(state);
    case 'ending':
      return unexpected(state, 'the prompt of the raw REPL');
    default:
      return failed(state, 'timeout', 'the raw REPL after a soft reset');
  }
}

function done(state: ExecState): ExecStep {
  // A doubled end mark. (Or a program whose very last byte is 04: it cannot be told apart.)
  if (endsWith(state.printed, Uint8Array.of(CTRL_D)))
    return unexpected(state, 'the end of the program');
  // Nobody interrupted the paste but we, because of a 04 that was none.
  if (state.early && !state.interrupted && latin1(state.errors).includes('KeyboardInterrupt'))
    return unexpected(state, 'flow control of raw paste');
  const result = { stderr: state.errors, rawPaste: state.rawPaste };
  return { state, effects: [{ kind: 'done', result, rest: state.pending }] };
}

function wasOutput(state: ExecState): ExecStep {
  const step = print(state, concat(Uint8Array.of(CTRL_D), state.errors));
  return {
    state: { ...step.state, phase: { name: 'output' }, errors: EMPTY },
    effects: [...step.effects, { kind: 'timer', ms: undefined }],
  };
}

function print(state: ExecState, bytes: Uint8Array): ExecStep {
  if (bytes.length === 0) return { state, effects: [] };
  const printed =
    bytes.length >= PRINTED
      ? bytes.slice(bytes.length - PRINTED)
      : tail(concat(state.printed, bytes), PRINTED);
  return { state: { ...state, printed }, effects: [{ kind: 'output', bytes }] };
}

/** Does the output show a REPL of the board itself? Then it is no longer where the program ran. */
function isElsewhere(
  before: ExecState,
  bytes: Uint8Array,
  { state, effects }: ExecStep,
): ExecStep | undefined {
  const { printed } = state;
  const here = concat(tail(before.printed, BANNER.length - 1), bytes);
  let end: ExecStep | undefined;
  if (endsWith(printed, FRIENDLY_PROMPT) && parseBanner(latin1(printed)))
    end = failed(state, 'reset', 'the end of the program');
  else if (indexOf(here, BANNER) >= 0) end = unexpected(state, 'the end of the program');
  return end && { state: end.state, effects: [...effects, ...end.effects] };
}

/** Is this what the end marks look like with one byte of them lost or changed, and silence behind? */
function isDamagedEnd({ errors: bytes, behindEnd }: ExecState): boolean {
  const text = latin1(tail(bytes, 3));
  // The first 04 lost: ">" alone. The second: the errors, which end in a line end, and ">".
  if (bytes.length <= 2 ? text.endsWith('>') : /\n[^]?>$/.test(text)) return true;
  // ">" changed: one byte behind the two marks.
  return behindEnd && bytes.length === 1;
}

function isTraceback(bytes: Uint8Array): boolean {
  return /^(Traceback \(most recent call last\):\r?\n[^]*|\w*(Error|Exception|Exit|Interrupt)(: [^\r\n]*)?)\r?\n$/.test(
    latin1(bytes),
  );
}
