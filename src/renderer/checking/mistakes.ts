// From what ruff found to what a person is told: in plain words, as an error or a hint, and without what is none on MicroPython.

import { t, te } from '../i18n';
import type { Found } from './messages';

export type Severity = 'error' | 'warning' | 'info';

export interface Mistake {
  readonly found: Found;
  readonly severity: Severity;
  readonly words: string;
}

/** These stop the program when the line is reached, or at once. */
const ERRORS = /^(invalid-syntax|E9|F821|F823|F7|PLE)/;
/** These harm nobody. */
const HINTS = /^(F401|F841|F541)/;
/** Newer than `GRAMMAR` in rules.ts, and MicroPython has it all the same. */
const KNOWN_SYNTAX = /named assignment|unparenthesized|self-documenting/i;
const TOO_NEW = /^Cannot use (.+) on Python 3\.\d+/;

/** Undefined: it is no mistake here. */
export function mistakeOf(found: Found): Mistake | undefined {
  const { code, message } = found;
  const [, newer] = TOO_NEW.exec(message) ?? [];
  if (newer !== undefined && KNOWN_SYNTAX.test(newer)) return undefined;
  const severity = ERRORS.test(code) ? 'error' : HINTS.test(code) ? 'info' : 'warning';
  return { found, severity, words: newer === undefined ? wordsOf(found) : tooNew(newer) };
}

function wordsOf({ code, message }: Found): string {
  const key = `mistakes.${code}`;
  const [, name = ''] = /`([^`]+)`/.exec(message) ?? [];
  return te(key) ? t(key, { name }) : `${message.replaceAll('`', '"')}.`.replace(/\.\.$/, '.');
}

function tooNew(what: string): string {
  return t('mistakes.tooNew', { what: what.replaceAll('`', '"') });
}
