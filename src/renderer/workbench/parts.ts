// What the parts of the picture do, read from the pins of a simulated board.

import type { PinState } from '../../shared/pins';

const FULL = 65535;

/** How bright an LED at this pin is, from 0 to 1. */
export function brightness(pin: PinState | undefined): number {
  if (!pin) return 0;
  if (pin.mode === 'pwm') return Math.min(1, Math.max(0, (pin.duty ?? 0) / FULL));
  return pin.mode === 'out' || pin.mode === 'open-drain' ? pin.value : 0;
}

/** As bright as it looks: eyes see a tenth of the light as more than a tenth. */
export function glow(light: number): number {
  return light ** (1 / 2.2);
}
