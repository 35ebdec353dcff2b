// All words of the window. A translation is one more of the shape of en.ts.

import { createI18n } from 'vue-i18n';
import { errorText, type ErrorCode, type ErrorText } from '../../shared/errors';
import { en } from './en';

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en },
});

const { global } = i18n;

/** The words of a key, with what stands in its braces. @param count chooses between one and many, where the words have both */
export function t(
  key: string,
  values: Readonly<Record<string, string | number>> = {},
  count?: number,
): string {
  return count === undefined ? global.t(key, values) : global.t(key, values, count);
}

export function te(key: string): boolean {
  return global.te(key);
}

/** The sentences of an error: a translation's, else those of the table that every part of Adder prints from. */
export function errorWords(code: ErrorCode): ErrorText {
  const { title, action } = errorText(code);
  return {
    title: te(`errors.${code}.title`) ? t(`errors.${code}.title`) : title,
    action: te(`errors.${code}.action`) ? t(`errors.${code}.action`) : action,
  };
}

const STEPS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `3 hours ago`, `yesterday`, `now` */
export function agoText(milliseconds: number): string {
  const seconds = Math.max(0, (Date.now() - milliseconds) / 1000);
  const format = new Intl.RelativeTimeFormat(global.locale.value, { numeric: 'auto' });
  for (const [unit, length] of STEPS)
    if (seconds >= length) return format.format(-Math.floor(seconds / length), unit);
  return format.format(0, 'second');
}

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** A number is never on another line than its unit. */
const NO_BREAK = '\u00a0';

/** `512 B`, `1.4 KB`, `2 MB` */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${Number(value.toFixed(digits))}${NO_BREAK}${UNITS[unit] ?? ''}`;
}
