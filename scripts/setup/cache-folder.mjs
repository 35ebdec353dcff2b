// A cached folder that is either whole or absent, also with two processes filling it at once: each fills a
// folder of its own, and the first to rename it wins.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const MARK = '.complete';

/** @param {string} folder */
export function isComplete(folder) {
  return existsSync(join(folder, MARK));
}

/**
 * @param {string} folder
 * @param {(work: string, result: string) => Promise<void>} fill puts the contents into the existing folder
 *   `result`; `work` is for what is not to be kept
 */
export async function ensureCached(folder, fill) {
  if (isComplete(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(join(dirname(folder), '.tmp-'));
  const result = join(work, 'result');
  try {
    await mkdir(result);
    await fill(work, result);
    await writeFile(join(result, MARK), '');
    await rename(result, folder);
  } catch (error) {
    if (!isComplete(folder)) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
