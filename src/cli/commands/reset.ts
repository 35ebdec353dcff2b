// reset and bootloader: programs on the board that nobody waits for, since nothing of them comes back.

import type { Context } from './context';

/** The command hears that the program runs, and leaves the port before it goes away: mpremote's own way and time. */
const RESETS = {
  program: 'import time, machine; time.sleep_ms(100); machine.reset()',
  bootloader: 'import time, machine; time.sleep_ms(100); machine.bootloader()',
} as const;

export function doReset({ session }: Context, into: keyof typeof RESETS): Promise<void> {
  return session.start(RESETS[into], { resets: true });
}
