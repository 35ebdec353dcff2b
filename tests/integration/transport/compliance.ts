// The engine's own compliance checks, as tests of this runner; and what the specs of single transports share with them.

import { describe, it } from 'vitest';
import {
  complianceChecks,
  type ComplianceBehaviour,
  type ComplianceSetup,
} from '../../../src/engine/transport/compliance';
import { compliancePattern } from '../../../src/engine/transport/compliance/setup';

export { FLOOD_SIZE } from '../../../src/engine/transport/compliance/setup';
export { failsWith as expectCode } from '../../../src/engine/transport/compliance/stand';

export type Behaviour = ComplianceBehaviour;

export function describeCompliance(setup: ComplianceSetup): void {
  describe(`${setup.name} as a transport`, () => {
    for (const { name, run } of complianceChecks(setup)) it(name, run);
  });
}

export function pattern(size: number): Buffer {
  return Buffer.from(compliancePattern(size));
}

/** More than any link takes without a reader. */
export const ENDLESS = Buffer.alloc(100_000_000);
