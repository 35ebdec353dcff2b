// Where a folder with backups cannot be.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { BackupStore } from '../../../src/engine/board/backup/store';

it.skipIf(!existsSync('/proc/self'))(
  'what /proc has no place for is refused at once',
  async () => {
    await expect(
      new BackupStore('/proc/nowhere/at/all').keep(Buffer.from('x')),
    ).rejects.toMatchObject({ code: 'local-not-found' });
  },
  5000,
);

it('a file is no folder for backups', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'adder-store-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'file'), '');
  await expect(new BackupStore(join(folder, 'file')).keep(Buffer.from('x'))).rejects.toMatchObject({
    code: 'local-failed',
  });
  await new BackupStore(join(folder, 'new', 'store')).keep(Buffer.from('x'));
});
