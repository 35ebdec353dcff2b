// Main's own words.

import { expect, test } from 'vitest';
import { t } from '../../../src/main/i18n';

test('are found by their keys, with what stands in braces', () => {
  expect(t('app')).toBe('Adder');
  expect(t('close.more', { count: 2 })).toBe('and 2 more');
  expect(t('crash.text', { reason: '{count} $&' })).toContain('({count} $&)');
});
