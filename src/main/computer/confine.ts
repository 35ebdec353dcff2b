// From steps below a picked folder to a real path, which never leaves that folder: not by its names, and not by a link.
// The folder itself is real already (see folders.ts).

import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AdderError } from '../../shared/errors';

/** On Windows a backslash separates and a colon names a drive or a hidden stream. */
const FORBIDDEN = process.platform === 'win32' ? /[/\\:\0]/ : /[/\0]/;

function isStep(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !FORBIDDEN.test(name);
}

export function isInside(root: string, real: string): boolean {
  if (real === root) return true;
  return real.startsWith(root.endsWith(sep) ? root : root + sep);
}

function checkSteps(steps: readonly string[]): void {
  const wrong = steps.find((step) => !isStep(step));
  if (wrong !== undefined) throw new AdderError('bad-name', { detail: wrong.slice(0, 80) });
}

/** Rejects with `bad-name`, with `local-denied` for a link that leads out, and with the system's errors. */
export async function confine(root: string, steps: readonly string[]): Promise<string> {
  checkSteps(steps);
  const real = await realpath(join(root, ...steps));
  if (!isInside(root, real)) throw new AdderError('local-denied', { detail: steps.join('/') });
  return real;
}

/** The same for a file that may be missing, as when it was removed while it was open: its folder must be there. */
export async function confineTarget(root: string, steps: readonly string[]): Promise<string> {
  try {
    return await confine(root, steps);
  } catch (error) {
    const name = steps.at(-1);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || name === undefined) throw error;
    return join(await confine(root, steps.slice(0, -1)), name);
  }
}

/** The place itself, whatever is there: a link is not followed. Its folder must be there. */
export async function confinePlace(root: string, steps: readonly string[]): Promise<string> {
  checkSteps(steps);
  const name = steps.at(-1);
  if (name === undefined) throw new AdderError('bad-request', { detail: 'path' });
  return join(await confine(root, steps.slice(0, -1)), name);
}
