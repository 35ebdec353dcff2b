// The names in a folder of this computer in the order of its file system, as Python lists them; Node's `readdir` sorts.

import { opendir } from 'node:fs/promises';

/** Rejects with the system's error. */
export async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(folder)) names.push(name);
  return names;
}
