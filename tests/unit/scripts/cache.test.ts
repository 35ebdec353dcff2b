import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureCached, isComplete } from '../../../scripts/setup/cache-folder.mjs';
import { verifyIntegrity } from '../../../scripts/setup/integrity.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adder-cache-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('accepts the pinned file and refuses any other', async () => {
  const file = join(folder, 'download');
  writeFileSync(file, 'good');
  const pinned = `sha512-${createHash('sha512').update('good').digest('base64')}`;
  await verifyIntegrity(file, pinned, 'The download');
  writeFileSync(file, 'evil');
  await expect(verifyIntegrity(file, pinned, 'The download')).rejects.toThrow(
    /The download is not the file that Adder trusts/,
  );
});

it('keeps nothing of a folder that could not be filled', async () => {
  const cached = join(folder, 'thing');
  const failing = ensureCached(cached, (_work: string, result: string) => {
    writeFileSync(join(result, 'half'), '');
    return Promise.reject(new Error('no network'));
  });
  await expect(failing).rejects.toThrow('no network');
  expect(isComplete(cached)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

it('lets two at once fill it, and fills it no more afterwards', async () => {
  const cached = join(folder, 'thing');
  let filled = 0;
  const fill = (_work: string, result: string): Promise<void> => {
    filled += 1;
    writeFileSync(join(result, 'whole'), 'yes');
    return Promise.resolve();
  };
  await Promise.all([ensureCached(cached, fill), ensureCached(cached, fill)]);
  await ensureCached(cached, fill);
  expect(filled).toBe(2);
  expect(readFileSync(join(cached, 'whole'), 'utf8')).toBe('yes');
  expect(readdirSync(folder)).toEqual(['thing']);
});
