// What a person reads before the prompt: mpremote's lines, word for word.

import { pythonRepr } from '../python-repr';
import type { ReplStep } from '../grammar/steps';

/** @param device as mpremote calls it: the path of a serial port */
export function bannerLines(device: string, step: ReplStep): string[] {
  const { escapeNonPrintable, capture, injectCode, injectFile } = step;
  const lines = [
    `Connected to MicroPython at ${device}`,
    'Use Ctrl-] or Ctrl-x to exit this shell',
  ];
  if (escapeNonPrintable)
    lines.push('Escaping non-printable bytes/characters by printing their hex code');
  if (capture !== undefined) lines.push(`Capturing session to file "${capture}"`);
  if (injectCode !== undefined)
    lines.push(`Use Ctrl-J to inject ${pythonRepr(codeToInject(injectCode))}`);
  if (injectFile !== undefined) lines.push(`Use Ctrl-K to inject file "${injectFile}"`);
  return lines;
}

/** As the keys that a person would press: `\n`, as typed in a shell, is Enter. */
export function codeToInject(code: string): Uint8Array {
  return Buffer.from(code.replaceAll('\\n', '\r\n'));
}
