// A file of the computer that is copied: looked at when its turn on the command line comes, so that what is wrong with it is told then, and
// read when it is sent.

import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import type { Content } from '../../engine/board/files/content';
import type { FileToCopy } from '../../engine/board/files/tree-plan';
import { FileContent } from '../../engine/host/file-content';
import { LocalFile } from './local-file';

/** Rejects with the system's error; `EISDIR` for a folder. */
export async function fileForBoard(path: string, to: string): Promise<FileToCopy> {
  const handle = await open(path, 'r');
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) throw isFolder(path);
    if (stats.isFile())
      return { kind: 'file', path: to, size: stats.size, read: () => contentOf(path, stats.size) };
    // A pipe or a device can be read but once.
    const bytes = await handle.readFile();
    return { kind: 'file', path: to, size: bytes.length, read: () => Promise.resolve(bytes) };
  } finally {
    await handle.close();
  }
}

/** Larger ones are read when their bytes are sent, bytes. */
const IN_MEMORY = 1024 * 1024;

async function contentOf(path: string, size: number): Promise<Content> {
  return size > IN_MEMORY ? new FileContent(path) : readFile(path);
}

/** From one place of the computer to another. */
export async function copyOnComputer(from: string, to: string): Promise<void> {
  const handle = await open(from, 'r');
  if ((await handle.stat()).isDirectory()) {
    await handle.close();
    throw isFolder(from);
  }
  const file = new LocalFile(to);
  try {
    for await (const chunk of createReadStream(from, { fd: handle }))
      await file.write(chunk as Buffer);
    await file.end();
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

function isFolder(path: string): Error {
  return Object.assign(new Error(`EISDIR: ${path}`), { code: 'EISDIR', path });
}
