// The MicroPython that the boards of the tests run: Debian's, which set-up has put into this user's cache.
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** scripts/setup/targets.mjs puts it there. */
function targetsFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(
    process.env['ADDER_TARGETS_CACHE'] ?? join(cache, 'adder-test-targets'),
    'debian-trixie',
  );
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The program, or undefined where this machine has none. */
export function micropythonBinary(): string | undefined {
  const file = join(targetsFolder(), 'micropython');
  return isExecutable(file) ? file : undefined;
}

/** The system's Python comes first: a version manager's stand-in on PATH takes ten times as long to start. */
export function pythonBinary(): string | undefined {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'python3')).find(isExecutable);
}

/** Why the boards can't run here, in words; '' where they can. */
export function whyMissing(): string {
  if (process.platform !== 'linux') return 'the test boards need Linux';
  if (pythonBinary() === undefined) return 'the test boards need python3';
  if (micropythonBinary() === undefined)
    return 'no MicroPython for tests; on Debian, `npm run setup -- --tests` fetches it';
  return '';
}
