// What MicroPython as a program of this computer (its unix port, 1.27 and newer) lacks of a board: it ends at a soft reset.
// This machine tells such an end from others and makes one board of many lives: it prints what a board prints, and leads the
// new life back into the raw REPL if the last one was there. It follows ports/unix/main.c and shared/runtime/pyexec.c:
//
//   soft reset     friendly: Ctrl-D  ">>> " "\r\n"        raw: Ctrl-D  ">" "OK\r\n"        sys.exit() in raw: "\x04\x04"
//   then           exit code 0; a board says "MPY: soft reboot\r\n" and goes on in the REPL that it was in
//
//   living --ended--> (friendly) living
//                     (raw)      booting --">>> ", types Ctrl-A--> entering --"raw REPL; ..."--> living
//
// While booting, what a program of `micropython -i program.py` prints is shown, as a board's boot.py is; the banner and the
// prompt that lead into the raw REPL are not.

import type { LifeEffect, LifeInput, Lives, LifeStep } from '../transport/lives';
import { CTRL_A, latin1, tail, utf8 } from './bytes';
import { RAW_BANNER } from './enter-raw';

export interface LifeState {
  readonly phase: 'living' | 'booting' | 'entering';
  /** Has this life shown the friendly prompt, the raw one? */
  readonly prompted: boolean;
  readonly raw: boolean;
  /** The last output of this life; while not living: what is not shown yet. */
  readonly tail: string;
  /** Restarts since the host last said something. */
  readonly restarts: number;
}

const REBOOT = 'MPY: soft reboot\r\n';
const PROMPT = '>>> ';
/** As much as must be remembered to know a prompt and an end. */
const TAIL = Math.max(RAW_BANNER.length, PROMPT.length + 4);
/** A program that ends again and again with nobody speaking to it is not started once more. */
const MAX_RESTARTS = 3;
/** A line that is longer is no banner. */
const MAX_BANNER = 256;

const NEWBORN: LifeState = {
  phase: 'living',
  prompted: false,
  raw: false,
  tail: '',
  restarts: 0,
};

export const micropythonLives: Lives<LifeState> = { start: NEWBORN, next };

function next(state: LifeState, input: LifeInput): LifeStep<LifeState> {
  switch (input.kind) {
    case 'input':
      return { state: state.restarts === 0 ? state : { ...state, restarts: 0 }, effects: [] };
    case 'ended':
      return ended(state, input.exitCode);
    case 'output':
      if (state.phase === 'living') return living(state, input.bytes);
      return state.phase === 'booting' ? booting(state, input.bytes) : entering(state, input.bytes);
  }
}

function living(state: LifeState, bytes: Uint8Array): LifeStep<LifeState> {
  const known = state.prompted && state.raw;
  const text = state.tail + latin1(known ? tail(bytes, TAIL) : bytes);
  return {
    state: {
      ...state,
      prompted: state.prompted || /(^|\n)>>> /.test(text),
      raw: state.raw || text.includes(RAW_BANNER),
      tail: text.slice(-TAIL),
    },
    effects: [{ kind: 'show', bytes }],
  };
}

function ended(state: LifeState, exitCode: number | undefined): LifeStep<LifeState> {
  const held = state.phase === 'living' ? '' : state.tail;
  const isReset = exitCode === 0 && state.phase === 'living' && (state.prompted || state.raw);
  if (!isReset) return { state, effects: show(held) };
  if (state.restarts >= MAX_RESTARTS)
    return { state, effects: [{ kind: 'over', why: 'The program ends again and again.' }] };
  const inRaw = state.raw && (state.tail.endsWith('>OK\r\n') || state.tail.endsWith('\x04\x04'));
  const reborn = { ...NEWBORN, restarts: state.restarts + 1 };
  const effects: LifeEffect[] = [{ kind: 'restart' }, { kind: 'show', bytes: utf8(REBOOT) }];
  if (inRaw) return { state: { ...reborn, phase: 'booting' }, effects };
  return { state: reborn, effects: [...effects, { kind: 'ready' }] };
}

/** Line by line: a banner is swallowed, other lines are shown, and the prompt is answered. */
function booting(state: LifeState, bytes: Uint8Array): LifeStep<LifeState> {
  let rest = state.tail + latin1(bytes);
  let shown = '';
  for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
    const line = rest.slice(0, end + 1);
    rest = rest.slice(end + 1);
    if (!isBanner(line)) shown += line;
  }
  if (rest === PROMPT)
    return {
      state: { ...state, phase: 'entering', prompted: true, tail: '' },
      effects: [...show(shown), { kind: 'type', bytes: Uint8Array.of(CTRL_A) }],
    };
  if (!mayBecomeBanner(rest)) {
    shown += rest;
    rest = '';
  }
  return { state: { ...state, tail: rest }, effects: show(shown) };
}

/** Ctrl-A is echoed as an empty line; then the raw REPL greets, and is as it was before the reset. */
function entering(state: LifeState, bytes: Uint8Array): LifeStep<LifeState> {
  const text = state.tail + latin1(bytes);
  const at = text.indexOf(RAW_BANNER);
  if (at < 0 && text.length <= MAX_BANNER) return { state: { ...state, tail: text }, effects: [] };
  if (at < 0) {
    // It answers Ctrl-A with something else: whoever listens has to make sense of it.
    const lost = { ...state, phase: 'living' as const, tail: text.slice(-TAIL) };
    return { state: lost, effects: [...show(text), { kind: 'ready' }] };
  }
  const greeting = text.slice(at);
  return {
    state: { ...state, phase: 'living', raw: true, tail: greeting.slice(-TAIL) },
    effects: [...show(greeting), { kind: 'ready' }],
  };
}

const BANNER_BEGINNINGS = ['MicroPython v', 'Type "help()" ', 'Use Ctrl-D to exit'];

function isBanner(line: string): boolean {
  return line.length <= MAX_BANNER && BANNER_BEGINNINGS.some((start) => line.startsWith(start));
}

function mayBecomeBanner(part: string): boolean {
  return (
    part.length <= MAX_BANNER &&
    [...BANNER_BEGINNINGS, PROMPT].some((start) => part.startsWith(start) || start.startsWith(part))
  );
}

function show(text: string): LifeEffect[] {
  return text === '' ? [] : [{ kind: 'show', bytes: Buffer.from(text, 'latin1') }];
}
