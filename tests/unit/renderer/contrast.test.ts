// The look's promise: text has 4.5:1 on every ground that it stands on, and lines that carry meaning have 3:1.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(__dirname, '../../../src/renderer/theme/tokens.css'), 'utf8');

function tokensOf(theme: string): Map<string, string> {
  const block = css.slice(css.indexOf(`[data-theme='${theme}'] {`)).split('}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['ground', 'chrome', 'raised', 'hover'];
const CODE = ['keyword', 'string', 'number', 'comment', 'function', 'class'].map(
  (n) => `code-${n}`,
);
const PAIRS: [text: string, grounds: readonly string[]][] = [
  ['text', [...GROUNDS, 'pressed', 'accent-soft', 'danger-soft', 'selection', 'line-current']],
  ['text-soft', [...GROUNDS, 'pressed']],
  ['accent-text', [...GROUNDS, 'accent-soft']],
  ['danger', [...GROUNDS, 'danger-soft']],
  ['warning', ['raised', 'warning-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-danger', ['danger', 'danger-hover']],
  ['ground', ['text']],
  ...CODE.map((name): [string, string[]] => [name, ['ground', 'line-current']]),
  ['pcb-ink', ['pcb']],
];

describe.each(['light', 'dark', 'contrast'])('%s', (theme) => {
  const tokens = tokensOf(theme);
  const value = (name: string): string => tokens.get(name) ?? `no token ${name}`;

  it.each(PAIRS)('%s can be read', (text, grounds) => {
    for (const ground of grounds)
      expect(contrast(value(text), value(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(
        4.5,
      );
  });

  const strict = theme === 'contrast' ? it : undefined;
  strict?.('text has 7:1, and every line can be seen', () => {
    for (const ground of GROUNDS) {
      for (const text of ['text', 'text-soft'])
        expect(contrast(value(text), value(ground)), ground).toBeGreaterThanOrEqual(7);
    }
    expect(contrast(value('line'), value('ground'))).toBeGreaterThanOrEqual(3);
  });

  it.each(['line-strong', 'focus', 'accent'])('%s can be seen', (line) => {
    for (const ground of ['ground', 'chrome', 'raised'])
      expect(contrast(value(line), value(ground)), `${line} on ${ground}`).toBeGreaterThanOrEqual(
        3,
      );
  });
});
