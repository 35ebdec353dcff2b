// Who may use which telnet option (RFC 855), without I/O, by the method of RFC 1143 as far as a side needs it that never
// changes its mind: it answers only what changes something, so that no two programs can ever answer each other for ever. What
// is not wanted is refused; nothing is remembered of it.
//
//   off ──asked for by us──▶ asked ──agreed──▶ on ──taken back──▶ off
//    │ ──offered and wanted──────────────────▶ on
//                              └──refused──▶ refused

import { optionCommand, type Verb } from './framing';

/** RFC 856, RFC 858, RFC 2217. */
export const BINARY = 0;
export const SUPPRESS_GO_AHEAD = 3;
export const COM_PORT = 44;

/** `us`: what this side does (WILL), `them`: what the other side does (DO). */
export type Side = 'us' | 'them';
export type OptionStatus = 'off' | 'asked' | 'on' | 'refused';

/** Keys as `us:44`; only options that were asked for or are wanted. */
export type Options = ReadonlyMap<string, OptionStatus>;

export interface OptionsStep {
  readonly options: Options;
  /** What to send. */
  readonly replies: readonly Uint8Array[];
}

const WANTED: readonly string[] = [
  key('us', COM_PORT),
  key('them', COM_PORT), // needs only one side; some servers offer it all the same
  ...[BINARY, SUPPRESS_GO_AHEAD].flatMap((option) => [key('us', option), key('them', option)]),
];

export const NO_OPTIONS: Options = new Map();

export function statusOf(options: Options, side: Side, option: number): OptionStatus {
  return options.get(key(side, option)) ?? 'off';
}

export function ask(options: Options, side: Side, option: number): OptionsStep {
  const verb = side === 'us' ? 'will' : 'do';
  return {
    options: changed(options, side, option, 'asked'),
    replies: [optionCommand(verb, option)],
  };
}

export function answer(options: Options, verb: Verb, option: number): OptionsStep {
  const side: Side = verb === 'will' || verb === 'wont' ? 'them' : 'us';
  const status = statusOf(options, side, option);
  const [yes, no] = side === 'them' ? (['do', 'dont'] as const) : (['will', 'wont'] as const);
  if (verb === 'will' || verb === 'do') {
    if (status === 'on') return { options, replies: [] };
    if (status === 'asked') return { options: changed(options, side, option, 'on'), replies: [] };
    if (!WANTED.includes(key(side, option)))
      return { options, replies: [optionCommand(no, option)] };
    return { options: changed(options, side, option, 'on'), replies: [optionCommand(yes, option)] };
  }
  if (status === 'asked')
    return { options: changed(options, side, option, 'refused'), replies: [] };
  if (status !== 'on') return { options, replies: [] };
  return { options: changed(options, side, option, 'off'), replies: [optionCommand(no, option)] };
}

function changed(options: Options, side: Side, option: number, status: OptionStatus): Options {
  return new Map(options).set(key(side, option), status);
}

function key(side: Side, option: number): string {
  return `${side}:${option}`;
}
