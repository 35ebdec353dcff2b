import { expect, it } from 'vitest';
import { brightness } from '../../../src/renderer/workbench/parts';

it.each([
  [undefined, 0],
  [{ pin: 25, mode: 'in', value: 1 }, 0],
  [{ pin: 25, mode: 'out', value: 1 }, 1],
  [{ pin: 25, mode: 'out', value: 0 }, 0],
  [{ pin: 25, mode: 'pwm', value: 1, duty: 0 }, 0],
  [{ pin: 25, mode: 'pwm', value: 0, duty: 65535 }, 1],
] as const)('%o shines at %d', (pin, light) => {
  expect(brightness(pin)).toBe(light);
});
