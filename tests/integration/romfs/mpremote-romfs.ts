// Images of stock mpremote, made by its own `make_romfs`; Debian 13's mpremote is from before ROMFS, so it is the newer one's.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TESTING } from '../../../scripts/setup/debian-suite.mjs';
import { mpremotePath } from '../../../scripts/setup/mpremote.mjs';
import { pythonBinary } from '../../targets/micropython';

const PROGRAM = `
import sys
from mpremote.romfs import make_romfs
out, sys.stdout = sys.stdout.buffer, sys.stderr
image = make_romfs(sys.argv[1], mpy_cross=False)
out.write(image)
`;

/** Why there is none here; '' where there is. */
export function whyNoRomfs(): string {
  if (pythonBinary() === undefined) return 'it needs python3';
  if (!existsSync(join(mpremotePath(TESTING), 'mpremote', 'romfs.py')))
    return 'no mpremote with ROMFS; on Debian, `npm run setup -- --tests` fetches it';
  return '';
}

/** What it makes of a folder, and what it prints meanwhile. */
export function mpremoteImage(folder: string): {
  readonly image: Buffer;
  readonly printed: string;
} {
  const { stdout, stderr, status } = spawnSync(
    pythonBinary() ?? 'python3',
    ['-B', '-c', PROGRAM, folder],
    { env: { ...process.env, PYTHONPATH: mpremotePath(TESTING) }, maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(stderr.toString());
  return { image: stdout, printed: stderr.toString() };
}
