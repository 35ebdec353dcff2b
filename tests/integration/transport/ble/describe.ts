import { describe, expect, it } from 'vitest';
import { whyNoRadio } from '../../../targets/bluez';

/** A suite that needs tests/targets/bluez.ts: skipped with the reason without it, and failing where everything must be there. */
export function describeWithRadio(name: string, body: () => void): void {
  const reason = whyNoRadio();
  if (reason === '') describe(name, body);
  else if (process.env['ADDER_REQUIRE_ALL'] === '1')
    describe(name, () => {
      it('has a radio', () => expect.fail(reason));
    });
  else describe.skip(`${name} (${reason})`, body);
}
