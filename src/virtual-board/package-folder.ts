// Where an npm package that comes with Adder lies on the disk, for those whose files are read as files.

import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

export function packageFolder(name: string): string {
  return unpacked(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)));
}

/** An installed app keeps its files in one archive; those that Node's own loaders must find lie beside it. */
function unpacked(path: string): string {
  return path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
}
