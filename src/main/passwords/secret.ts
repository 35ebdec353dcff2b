// Where the app gets a board's password from: what it remembers, else a person. What a board refused is forgotten, what it
// accepted is remembered.

import type { Secret, SecretRequest } from '../../engine/transport/secret';
import type { PasswordQuestions } from './questions';
import type { RememberedPasswords } from './remembered';

export function makeSecret(
  remembered: RememberedPasswords,
  questions: PasswordQuestions,
): (request: SecretRequest) => Promise<Secret | undefined> {
  return async ({ address, wrong, signal }) => {
    if (wrong) remembered.forget(address);
    const known = await remembered.get(address);
    if (known !== undefined) return { value: known };
    const kept = await remembered.isAvailable();
    const value = await questions.ask({ address, wrong, remembered: kept }, signal);
    if (value === undefined) return undefined;
    return {
      value,
      accepted: () => {
        void remembered.remember(address, value);
      },
    };
  };
}
