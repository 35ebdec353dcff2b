// All words of the window. A translation is one more file of the shape of en.ts.

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

/** The words of a key, with what stands in its braces. */
export function t(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return global.t(key, values);
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

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** `512 B`, `1.4 KB`, `2 MB` */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${Number(value.toFixed(digits))} ${UNITS[unit] ?? ''}`;
}
