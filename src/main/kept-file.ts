// Reads what an earlier start has left in the data folder. A power cut, another version of Adder or a person may have left anything
// there: what makes no sense is kept aside for whoever wants to look, and never fails the start.

import { readFile, rename } from 'node:fs/promises';
import type { Log } from './log';

/**
 * What `parse` makes of the file; undefined where there is none, and where it cannot be read or understood.
 * @param what for the log: `the settings`
 */
export async function readKept<Value>(
  file: string,
  parse: (text: string) => Value,
  what: string,
  log: Log,
): Promise<Value | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log(`${what} could not be read`, error);
    return undefined;
  }
  try {
    return parse(text);
  } catch (error) {
    log(`${what} made no sense: kept aside`, error);
    await rename(file, `${file}.broken`).catch((problem: unknown) => {
      log(`${what} could not be kept aside`, problem);
    });
    return undefined;
  }
}
