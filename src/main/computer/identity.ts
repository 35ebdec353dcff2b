// Which file a path means, so that a file reached by two ways is one: links are followed, and where the system does not tell upper from
// lower case the name is the one on the disk. A file that is not there is known by the folder that it would lie in.

import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export async function identityOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = await realpath(dirname(path)).catch(() => dirname(path));
    return join(folder, basename(path));
  }
}
