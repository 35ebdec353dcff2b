// Names that a board gives become paths of the computer: none may lead out of its folder, and each must be one that the
// computer can have. What a name is on Windows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file.

import { AdderError } from '../../../shared/errors';

// eslint-disable-next-line no-control-regex -- these are what is looked for
const NOT_ON_WINDOWS = /[\x00-\x1f<>:"/\\|?*]|[. ]$/;
/** Devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

/** Can a file have this name on Windows? Not that of a device, and not with a drive, a stream, or an end that Windows drops. */
export function isNameOnWindows(name: string): boolean {
  return !NOT_ON_WINDOWS.test(name) && !DEVICE.test(name);
}

/** The name itself. Throws `bad-name`. */
export function safeName(name: string, platform: NodeJS.Platform = process.platform): string {
  const never = ['', '.', '..'].includes(name) || name.includes('/') || name.includes('\0');
  const notHere = platform === 'win32' && !isNameOnWindows(name);
  if (never || notHere) throw new AdderError('bad-name', { detail: name });
  return name;
}

/** The steps of a path below a folder, each safe. Throws `bad-name`. */
export function safeSteps(path: string, platform?: NodeJS.Platform): readonly string[] {
  return path.split('/').map((name) => safeName(name, platform));
}
