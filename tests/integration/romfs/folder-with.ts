// Folders of the computer for tests about ROMFS images and compiled files.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh folder with these files; a name that ends with a slash is a folder. Ends with a slash. */
export async function folderWith(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'adder-romfs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(name.endsWith('/') ? join(folder, name) : dirname(join(folder, name)), {
      recursive: true,
    });
    if (!name.endsWith('/')) await writeFile(join(folder, name), content);
  }
  return `${folder}/`;
}
