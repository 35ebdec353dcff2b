// The password that a board asks the command for: from the environment, else from a person at the terminal, who types it unseen.

import type { Secret, SecretRequest } from '../../engine/transport/secret';
import { AdderError } from '../../shared/errors';
import { WEBREPL_PASSWORD } from '../../shared/webrepl';
import { promptHidden, terminal, type Terminal } from './hidden-prompt';

const VARIABLE = 'ADDER_WEBREPL_PASSWORD';

/** Rejects with `password-needed` where nobody can be asked, and with `wrong-password` when the environment's is not accepted. */
export async function passwordFor(
  { address, wrong, signal }: SecretRequest,
  environment: NodeJS.ProcessEnv = process.env,
  at: Terminal | undefined = terminal(),
): Promise<Secret | undefined> {
  const given = environment[VARIABLE];
  if (given !== undefined && given !== '') {
    if (wrong) throw new AdderError('wrong-password', { detail: `It came from ${VARIABLE}.` });
    return { value: given };
  }
  if (!at) throw new AdderError('password-needed', { detail: address });
  const { min, max } = WEBREPL_PASSWORD;
  const before = wrong ? `That was not it; it has ${min} to ${max} characters. ` : '';
  const value = await promptHidden(at, `${before}Password of ${address}: `, signal);
  return value === undefined ? undefined : { value };
}
