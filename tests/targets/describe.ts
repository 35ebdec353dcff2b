import { describe, expect, it } from 'vitest';
import { whyMissing } from './micropython';

/**
 * A suite that needs a board of tests/targets. Without one it is skipped with the reason in its name; where
 * everything can be installed (ADDER_REQUIRE_ALL=1), that is a failure.
 */
export function describeWithTarget(
  name: string,
  body: () => void,
  reason: string = whyMissing(),
): void {
  if (reason === '') describe(name, body);
  else if (process.env['ADDER_REQUIRE_ALL'] === '1')
    describe(name, () => {
      it('has a board to run on', () => expect.fail(reason));
    });
  else describe.skip(`${name} (${reason})`, body);
}
