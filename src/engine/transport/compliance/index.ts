// What every transport must do, whatever its link: the contract in transport.ts, as checks that any test runner can run. Adder's own tests put
// every link of this folder through them.

import assert from 'node:assert/strict';
import { BYTE_RULES } from './bytes';
import { END_RULES, LIFE_RULES } from './life';
import type { ComplianceCheck, ComplianceSetup } from './setup';
import { failsWith, Stand } from './stand';

export {
  compliancePattern,
  type ComplianceBehaviour,
  type ComplianceCheck,
  type ComplianceRig,
  type ComplianceSetup,
  type RefusedLink,
} from './setup';

/**
 * The checks for one kind of link: `for (const { name, run } of complianceChecks(setup)) test(name, run);` with any runner that has
 * deadlines. They look at what is open in the whole process, so run them one after the other.
 */
export function complianceChecks(setup: ComplianceSetup): ComplianceCheck[] {
  const rules = { ...BYTE_RULES, ...LIFE_RULES, ...(setup.peerNeverEnds ? {} : END_RULES) };
  const checks = Object.entries(rules).map(([name, rule]) => ({
    name,
    run: async () => {
      const stand = new Stand(setup);
      try {
        await rule(stand, setup);
      } finally {
        await stand.clear();
      }
    },
  }));
  const refusals = setup.refused.map(({ what, code, make }) => ({
    name: `does not open ${what}: ${code}`,
    run: async () => {
      const transport = await make();
      const error = await failsWith(transport.open(), code);
      assert.deepEqual(await transport.closed, { kind: 'lost', error });
      await failsWith(transport.write(Buffer.from('x')), 'link-closed');
      await transport.close();
    },
  }));
  return [...checks, ...refusals];
}
