// One program through the raw REPL: hand the source over, collect what it prints and its traceback (`pyexec.c`,
// do_reader_stdin and pyexec_raw_repl; the wire is described in MicroPython's reference, "Raw mode and raw-paste mode").
//
//              start
//   short source │ long source, or raw paste not yet ruled out
//     ┌──────────┴───────────┐
//     │ source 04            │ 05 'A' 01
//     ▼                      ▼
//   plain ◀── "R\0" or ──  asking
//     │       the banner     │ "R" 01 window:u16 01
//     │ "OK"                 ▼
//     │                   pasting ── 01: the window grows by its size, send on
//     │                      │    ── 04: the board gives up early (syntax error): answer 03 ──▶ output
//     │                      │ all sent: 04
//     │                      ▼
//     │                   compiling
//     │                      │ 04
//     └─────────▶ output ◀───┘    ── the friendly banner and prompt: the board was reset ──▶ failed
//                   │ 04            (bytes before it are the program's output)
//                   ▼
//                errors ── 04 ──▶ ending ── ">" ──▶ done
//                                   │ "soft reboot" (SystemExit)
//                                   ▼
//                                rebooting ── the raw REPL's banner ──▶ done
//
// `errors` and `ending` go back to `output` where a program printed the byte 04 itself: exec-answer.ts has the rules.

import { concat, CTRL_C, CTRL_D } from './bytes';
import { ending, errors, fellSilent, output, rebooting } from './exec-answer';
import { sourceSteps, type SourceOptions } from './exec-source';
import {
  failed,
  initialState,
  type Executed,
  type ExecEffect,
  type ExecState,
  type ExecStep,
  type RawPaste,
} from './exec-state';
import type { Machine } from './machine';

export type { Executed, RawPaste } from './exec-state';
export { rawSafe } from './exec-source';

export interface ExecMachineOptions extends SourceOptions {
  /** What is known about raw paste on this board. */
  readonly rawPaste: RawPaste;
}

export function execProgram(options: ExecMachineOptions): Machine<ExecState, Executed> {
  const source = sourceSteps(options);

  /** Takes `state.pending` apart as far as it goes. */
  function advance(state: ExecState): ExecStep {
    const effects: ExecEffect[] = [];
    let current = state;
    for (;;) {
      const step = one(current);
      if (step === undefined) return { state: current, effects };
      effects.push(...step.effects);
      current = step.state;
      const last = step.effects.at(-1)?.kind;
      if (last === 'done' || last === 'failed') return { state: current, effects };
    }
  }

  /** One transition, or undefined when more bytes are needed. None of them is asked without bytes. */
  function one(state: ExecState): ExecStep | undefined {
    const { phase } = state;
    if (state.pending.length === 0) return undefined;
    switch (phase.name) {
      case 'asking':
        return source.asking(state);
      case 'plain':
        return source.plain(state, phase);
      case 'pasting':
        return source.pasting(state, phase);
      case 'compiling':
        return source.compiling(state, phase);
      case 'output':
        return output(state);
      case 'errors':
        return errors(state);
      case 'ending':
        return ending(state);
      case 'rebooting':
        return rebooting(state);
    }
  }

  function timedOut(state: ExecState): ExecStep {
    switch (state.phase.name) {
      case 'errors':
      case 'ending':
      case 'rebooting':
        return fellSilent(state);
      default:
        // What came and is no answer: something was damaged. Nothing came: the board is not there.
        return failed(
          state,
          state.pending.length > 0 ? 'unexpected' : 'timeout',
          `an answer (${state.phase.name})`,
        );
    }
  }

  function interrupted(state: ExecState): ExecStep {
    switch (state.phase.name) {
      case 'pasting':
        return source.abandon(state);
      case 'output':
      case 'errors':
      case 'rebooting':
        return {
          state: { ...state, interrupted: true },
          effects: [{ kind: 'send', bytes: Uint8Array.of(CTRL_C) }],
        };
      case 'ending':
        return { state, effects: [] };
      default:
        return { state: { ...state, cancelled: true }, effects: [] };
    }
  }

  return {
    start: () => source.start(initialState(options.rawPaste)),
    next: (state, input) => {
      switch (input.kind) {
        case 'bytes':
          return advance({ ...state, pending: concat(state.pending, input.bytes) });
        case 'timeout':
          return timedOut(state);
        case 'interrupt':
          return interrupted(state);
      }
    },
    unread: ({ phase, errors: held, pending }) =>
      phase.name === 'errors'
        ? concat(Uint8Array.of(CTRL_D), held, pending)
        : phase.name === 'ending'
          ? concat(Uint8Array.of(CTRL_D), held, Uint8Array.of(CTRL_D), pending)
          : pending,
  };
}
