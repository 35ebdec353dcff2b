// A name that a board gives becomes a path of the computer: it may not lead out of its folder.

import { AdderError } from '../../shared/errors';

/** The name itself. Throws `bad-name`. */
export function safeName(name: string, platform: NodeJS.Platform = process.platform): string {
  const separator = platform === 'win32' ? /[/\\:]/ : /\//;
  if (['', '.', '..'].includes(name) || separator.test(name) || name.includes('\0'))
    throw new AdderError('bad-name', { detail: name });
  return name;
}
