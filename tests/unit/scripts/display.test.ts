import { expect, it } from 'vitest';
import { hasDisplay } from '../../../scripts/display/has-display.mjs';
import { makeXauthority } from '../../../scripts/display/xauthority.mjs';

it('sees a display of either kind', () => {
  const linux = process.platform === 'linux';
  expect(hasDisplay({})).toBe(!linux);
  expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});

it('writes a key for any display in the format of libXau', () => {
  const bytes = makeXauthority(Buffer.from('0123456789abcdef'));
  expect(bytes.toString('latin1')).toBe(
    '\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x100123456789abcdef',
  );
});
