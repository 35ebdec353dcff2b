// Stock mpremote, which `adder` is compared with: set-up unpacks Debian's beside the system (scripts/setup/mpremote.mjs).

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mpremotePath } from '../../scripts/setup/mpremote.mjs';

/** A program that is mpremote but for its patience; it is told there why. */
export const PATIENT_MPREMOTE = join(import.meta.dirname, 'patient_mpremote.py');

/** Why there is no mpremote in any of the folders of a PYTHONPATH, or ''. */
export function whyNoMpremote(pythonPath: string = mpremotePath()): string {
  const folders = pythonPath.split(delimiter);
  const found = folders.some((folder) => existsSync(join(folder, 'mpremote', '__main__.py')));
  return found ? '' : 'no mpremote for tests; on Debian, `npm run setup -- --tests` fetches it';
}
