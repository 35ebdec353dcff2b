// What damage on the link has ended is tried once more.

import { isAdderError } from '../../../shared/errors';

/** Bytes were lost or changed on the way, or the board fell silent because of it. */
const DAMAGE = ['protocol-damaged', 'file-damaged', 'no-response'] as const;

/**
 * Only for what asks, goes on where it stood, or is nothing when done: another change is not tried twice, since it may have happened.
 */
export async function twice<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!DAMAGE.some((code) => isAdderError(error, code))) throw error;
    return work();
  }
}
