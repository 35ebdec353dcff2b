// What the REPLs say of themselves (`pyexec.c`): facts to learn from, and nothing that a program printed.
//
// The friendly one prints two lines at start and after Ctrl-B:
//   MicroPython v1.27.0 on 2025-12-10; Raspberry Pi Pico W with RP2040
//   Type "help()" for more information.

import type { BoardFacts } from '../../shared/board';

const BANNER =
  /(?:^|[\r\n])(?:Adafruit )?([A-Z][A-Za-z]*Python) v?([0-9][^\s;]{0,40})[^;\r\n]{0,60}; ([^\r\n]{1,120})\r?\n/g;

/** The facts of the last banner in this text. */
export function parseBanner(text: string): BoardFacts | undefined {
  const match = [...text.matchAll(BANNER)].at(-1);
  const [, implementation, version, machine] = match ?? [];
  if (implementation === undefined || version === undefined || machine === undefined)
    return undefined;
  return { implementation, version, machine };
}

/** The banner with the empty line in front of it; firmware may have words of its own before and behind. */
const FRIENDLY =
  /(?:^|(?<=\n)|\r?\n)[^\r\n]*Python [^;\r\n]*; [^\r\n]*\r?\n(?:Type "help\(\)"[^\r\n]*\r?\n)?/g;
const RAW = /(?:(?<=^|\n)\r?\n)?raw REPL; CTRL-B to exit\r\n>/g;
/** A prompt, and the line end that a Ctrl-C or Ctrl-A of ours made behind it. */
const PROMPT = /(?<=^|\n)>>> (?:\r?\n)?/g;

/**
 * What is left of this when the banner of the friendly REPL is taken out, as it comes after Ctrl-B. Text is of one character a
 * byte.
 */
export function withoutFriendlyBanner(text: string): string {
  return text.replace(FRIENDLY, '').replace(/^\r?\n$/, '');
}

/**
 * What is left of this when the banners of the raw REPL and the prompts on the way to it are taken out.
 * @param atPrompt it began behind a prompt, where the first line end is the REPL's
 */
export function withoutRawEntry(text: string, atPrompt: boolean): string {
  const body = atPrompt ? text.replace(/^\r?\n/, '') : text;
  return body.replace(RAW, '').replace(PROMPT, '');
}
