// The first half of exec.ts: how the source gets to the board, by the plain raw REPL or by raw paste. Written against damage:
// an answer that is not exactly the board's is told as damage or runs into its deadline, and the acknowledgements are counted.
//
// Whole lines that a callback on the board prints in between are no damage: they are passed on.

import { CTRL_A, CTRL_C, CTRL_D, CTRL_E, concat, EMPTY, indexOf, latin1 } from './bytes';
import {
  discard,
  drop,
  unexpected,
  type Compiling,
  type ExecEffect,
  type ExecState,
  type ExecStep,
  type Pasting,
  type Phase,
  type Plain,
} from './exec-state';

export interface SourceOptions {
  /** Must not contain 0x03 or 0x04, which the raw REPL takes as commands; see `rawSafe`. */
  readonly source: Uint8Array;
  /**
   * Sources up to this many bytes go by the plain raw REPL in one write, which saves a round trip. It must be
   * below the board's receive buffer.
   */
  readonly plainLimit: number;
  /**
   * Bytes that the link may carry and the board not have taken yet (`LinkTraits.inFlight`). The board offers two windows of raw
   * paste, together as large as its receive buffer is said to be, and the byte that ends the paste comes on top.
   */
  readonly inFlight: number;
  /** Input of the program before may lie unread in front of this one: Ctrl-C clears the raw REPL's line. */
  readonly clearLine?: boolean;
}

/** How long a board may think before it answers to a command, ms. */
const ANSWER_MS = 2500;
/** On the slowest lines (9600 baud) a byte takes a millisecond. */
const MS_PER_BYTE = 1;
/** Compiling a large program on a slow board takes its time, ms. */
const COMPILE_MS = 20_000;
/** More than this is no answer, and no callback's line in front of one. */
const MAX_NOISE = 4096;

/** The prompt of the raw REPL, ">". */
const PROMPT = 0x3e;
/** Tab, line ends, escape sequences. */
const TEXT_CONTROLS = [0x09, 0x0a, 0x0d, 0x1b];
/** How firmware without raw paste takes the request for it: as Ctrl-A. */
const BANNERS = ['\r\nraw REPL; CTRL-B to exit\r\n>', 'raw REPL; CTRL-B to exit\r\n>'];

/** May this source go through the raw REPL as it is? */
export function rawSafe(source: Uint8Array): boolean {
  return indexOf(source, CTRL_C) < 0 && indexOf(source, CTRL_D) < 0;
}

export interface SourceSteps {
  readonly start: (state: ExecState) => ExecStep;
  readonly plain: (state: ExecState, phase: Plain) => ExecStep | undefined;
  readonly asking: (state: ExecState) => ExecStep | undefined;
  readonly pasting: (state: ExecState, phase: Pasting) => ExecStep | undefined;
  readonly compiling: (state: ExecState, phase: Compiling) => ExecStep | undefined;
  /** Stops a paste that is under way. */
  readonly abandon: (state: ExecState) => ExecStep;
}

export function sourceSteps(options: SourceOptions): SourceSteps {
  const { source } = options;
  const clear = options.clearLine ? Uint8Array.of(CTRL_C) : EMPTY;

  function start(state: ExecState): ExecStep {
    if (state.rawPaste === 'no' || (source.length <= options.plainLimit && isPlain(source)))
      return sendPlain(state, false, clear);
    return {
      state,
      effects: [
        { kind: 'send', bytes: concat(clear, Uint8Array.of(CTRL_E, 0x41, CTRL_A)) },
        { kind: 'timer', ms: ANSWER_MS },
      ],
    };
  }

  function sendPlain(state: ExecState, prompt = false, before = EMPTY): ExecStep {
    return {
      state: { ...state, phase: { name: 'plain', prompt } },
      effects: [
        { kind: 'send', bytes: concat(before, source, Uint8Array.of(CTRL_D)) },
        { kind: 'timer', ms: ANSWER_MS + MS_PER_BYTE * source.length },
      ],
    };
  }

  function plain(state: ExecState, phase: Plain): ExecStep | undefined {
    const { pending } = state;
    if (phase.prompt && pending[0] === PROMPT)
      return { state: { ...drop(state, 1), phase: { name: 'plain', prompt: false } }, effects: [] };
    const text = latin1(pending);
    for (const banner of BANNERS) if (text.startsWith(banner)) return discard(state, banner.length);
    if (text.startsWith('OK')) return started(drop(state, 2));
    if (
      isText(state.pending) &&
      (text.length < 2 || BANNERS.some((banner) => banner.startsWith(text)))
    )
      return undefined;
    // A damaged OK is never taken for a line in front of one.
    if (/^[OK]|^[^]K/.test(text)) return unexpected(state, 'the answer OK');
    const lines = discardLines(state, text, ['OK']);
    if (lines) return lines;
    return isText(state.pending) && text.length <= MAX_NOISE
      ? undefined
      : unexpected(state, 'the answer OK');
  }

  function asking(state: ExecState): ExecStep | undefined {
    const text = latin1(state.pending);
    if (text.startsWith('R\x01')) {
      if (text.length < 5) return undefined;
      const size = text.charCodeAt(2) + 256 * text.charCodeAt(3);
      // The first acknowledgement comes with the window.
      if (size === 0 || text.charCodeAt(4) !== CTRL_A)
        return unexpected(state, 'a window for raw paste');
      const known: ExecState = { ...drop(state, 5), rawPaste: 'yes', pasted: true };
      if (state.cancelled) return abandon(known);
      return paste(known, { size, room: 2 * size, sent: 0, taken: 0 });
    }
    // Understood but not supported.
    if (text.startsWith('R\x00')) return fallBack(drop(state, 2));
    // Firmware before 1.14 takes the 01 as "enter the raw REPL" and prints its banner again.
    for (const banner of BANNERS)
      if (text.startsWith(banner)) return fallBack(drop(state, banner.length));
    if (['R', ...BANNERS].some((answer) => answer.startsWith(text))) return undefined;
    const lines = discardLines(state, text, ['R\x01', 'R\x00', ...BANNERS]);
    if (lines) return lines;
    if (!isText(state.pending) || text.length > MAX_NOISE)
      return unexpected(state, 'an answer to raw paste');
    return undefined;
  }

  function fallBack(state: ExecState): ExecStep {
    if (!state.cancelled) return sendPlain({ ...state, rawPaste: 'no' }, true);
    const result = { stderr: EMPTY, rawPaste: 'no' as const };
    return { state, effects: [{ kind: 'done', result, rest: state.pending }] };
  }

  /** Sends as much as the window and the link let through, and the end mark behind the last byte. */
  function paste(state: ExecState, { size, room, sent, taken }: Omit<Pasting, 'name'>): ExecStep {
    // A board says what it took in whole windows: less than one on its way would wait for ever.
    const carried = Math.max(size, options.inFlight - 1) + taken;
    const upTo = Math.min(source.length, sent + room, carried);
    const whole = upTo === source.length;
    const bytes = source.subarray(sent, upTo);
    const effects: ExecEffect[] = [];
    if (whole) effects.push({ kind: 'send', bytes: concat(bytes, Uint8Array.of(CTRL_D)) });
    else if (bytes.length > 0) effects.push({ kind: 'send', bytes });
    effects.push({ kind: 'timer', ms: whole ? COMPILE_MS : ANSWER_MS });
    const phase: Phase = whole
      ? { name: 'compiling', due: due(size, taken) }
      : { name: 'pasting', size, room: room - bytes.length, sent: upTo, taken };
    return { state: { ...state, phase }, effects };
  }

  /** Acknowledgements that the board still owes when the whole source is on its way. */
  function due(size: number, taken: number): number {
    return Math.floor(source.length / size) - taken / size;
  }

  function pasting(state: ExecState, phase: Pasting): ExecStep | undefined {
    const { size } = phase;
    switch (state.pending[0]) {
      case CTRL_A:
        return paste(drop(state, 1), {
          ...phase,
          room: phase.room + size,
          taken: phase.taken + size,
        });
      case CTRL_D: {
        // The board found a fault in the source and waits for the end mark. Ctrl-C is one as well, and should this 04 be a
        // damaged 01, it ends the paste instead of running a part of the source.
        const step = started({ ...drop(state, 1), early: true });
        return {
          ...step,
          effects: [{ kind: 'send', bytes: Uint8Array.of(CTRL_C) }, ...step.effects],
        };
      }
      default:
        return noise(state, 'flow control of raw paste');
    }
  }

  function compiling(state: ExecState, phase: Compiling): ExecStep | undefined {
    const { due } = phase;
    switch (state.pending[0]) {
      case CTRL_A:
        if (due === undefined) return { state: drop(state, 1), effects: [] };
        // One too many: the window was another one, or what was sent is more than the board had room for.
        if (due === 0) return unexpected(state, 'the end of the compilation');
        return { state: { ...drop(state, 1), phase: { ...phase, due: due - 1 } }, effects: [] };
      case CTRL_D:
        return started({ ...drop(state, 1), early: due !== undefined && due > 0 });
      default:
        return noise(state, 'the end of the compilation');
    }
  }

  /** Ctrl-C inside raw paste ends the paste; the board answers as at its end, with a KeyboardInterrupt. */
  function abandon(state: ExecState): ExecStep {
    return {
      state: {
        ...state,
        phase: { name: 'compiling', due: undefined },
        cancelled: false,
        interrupted: true,
      },
      effects: [
        { kind: 'send', bytes: Uint8Array.of(CTRL_C) },
        { kind: 'timer', ms: ANSWER_MS },
      ],
    };
  }

  return { start, plain, asking, pasting, compiling, abandon };
}

/** The program runs. */
function started(state: ExecState): ExecStep {
  // A source with a fault is answered at once.
  const ms = state.early ? ANSWER_MS : undefined;
  const effects: ExecEffect[] = [{ kind: 'timer', ms }, { kind: 'started' }];
  if (state.cancelled) effects.push({ kind: 'send', bytes: Uint8Array.of(CTRL_C) });
  const interrupted = state.interrupted || state.cancelled;
  return {
    state: { ...state, phase: { name: 'output' }, cancelled: false, interrupted },
    effects,
  };
}

/** What a callback prints while the board reads: text is passed on, anything else is damage. */
function noise(state: ExecState, during: string): ExecStep {
  const length = textLength(state.pending);
  return length === 0 ? unexpected(state, during) : discard(state, length);
}

/** Passes on whole lines of text in front of one of the answers. */
function discardLines(
  state: ExecState,
  text: string,
  answers: readonly string[],
): ExecStep | undefined {
  const places = answers.map((answer) => text.indexOf(`\n${answer}`)).filter((at) => at >= 0);
  const length = Math.min(...places) + 1;
  return length <= textLength(state.pending) ? discard(state, length) : undefined;
}

/** Bytes that are commands for the raw REPL when they come from us. */
function isPlain(source: Uint8Array): boolean {
  return [CTRL_A, 0x02, CTRL_E].every((command) => indexOf(source, command) < 0);
}

/** How many bytes from the start on are text, and none of the protocol's. */
function textLength(bytes: Uint8Array): number {
  const end = bytes.findIndex((byte) => byte < 0x20 && !TEXT_CONTROLS.includes(byte));
  return end < 0 ? bytes.length : end;
}

function isText(bytes: Uint8Array): boolean {
  return textLength(bytes) === bytes.length;
}
