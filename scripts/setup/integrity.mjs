import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { SetupError } from './say.mjs';

/**
 * Refuses a file that is not, byte for byte, the one that was pinned.
 *
 * @param {string} file
 * @param {string} integrity as npm writes it: 'sha512-BASE64'
 * @param {string} name what to call the file
 */
export async function verifyIntegrity(file, integrity, name) {
  const [algorithm = ''] = integrity.split('-', 1);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const found = `${algorithm}-${hash.digest('base64')}`;
  if (found !== integrity)
    throw new SetupError(
      `${name} is not the file that Adder trusts, so it was thrown away: expected ${integrity}, got ${found}.`,
    );
}
